"""Networks and tables as files: GEXF, layout, pictures, workbook, the page's data."""
