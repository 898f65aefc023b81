// Colours of the picture for both themes. The same values stand in page.css for the text; a test compares them.

export const TYPES = ["PER", "LOC", "ORG"];
export const SHAPES = { PER: "circle", LOC: "diamond", ORG: "square" };

export const THEMES = {
  light: {
    background: "#fbfbf9", ink: "#1b2430", halo: "#fbfbf9", ring: "#ffffff", tie: "#cfd5dc", tieDim: "#eceef0", tieStrong: "#5d7186",
    dim: "#dde1e5", other: "#7d8894",
    types: { PER: "#c8560b", LOC: "#0f8a66", ORG: "#1f6fb2" },
  },
  dark: {
    background: "#12171e", ink: "#e8edf3", halo: "#12171e", ring: "#12171e", tie: "#36414e", tieDim: "#1c232c", tieStrong: "#93a7bc",
    dim: "#2a333e", other: "#8793a1",
    types: { PER: "#f0985a", LOC: "#5fc79d", ORG: "#6aaef0" },
  },
};

// Ten hues that stay apart on both grounds; further communities are grey. Largest community first.
const COMMUNITIES = ["#3f7cc4", "#d9822b", "#3a9b6e", "#c0504d", "#8a6bbf", "#a8763e", "#cf6fa6", "#5f9ea8", "#9a9a2e", "#6c7fd8"];

export const communityColor = (community, theme) => COMMUNITIES[community] ?? theme.other;

const prefersDark = () => window.matchMedia("(prefers-color-scheme: dark)").matches;

/** The theme in force: the reader's choice, else the system's. */
export function currentTheme() {
  const chosen = document.documentElement.dataset.theme;
  return chosen === "dark" || (chosen !== "light" && prefersDark()) ? "dark" : "light";
}
