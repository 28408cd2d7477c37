// How cards look. Colours are the page's own variables, so that a card follows light and dark without
// being drawn again.

const colour = (name) => ({ default: `var(--${name})`, subtle: `var(--${name}-subtle)` });
const foregroundColors = {
  default: colour("card-ink"),
  dark: colour("card-ink"),
  light: colour("card-light"),
  accent: colour("card-accent"),
  attention: colour("card-attention"),
  good: colour("card-good"),
  warning: colour("card-warning"),
};
const container = (name) => ({
  backgroundColor: `var(--box-${name})`,
  borderColor: `var(--box-line-${name})`,
  foregroundColors,
});
const fontSizes = { small: 12, default: 14, medium: 16, large: 18, extraLarge: 23 };
const fontWeights = { lighter: 300, default: 400, bolder: 600 };

export const hostConfig = {
  supportsInteractivity: true,
  fontTypes: {
    default: { fontFamily: "inherit", fontSizes, fontWeights },
    monospace: { fontFamily: "ui-monospace, monospace", fontSizes, fontWeights },
  },
  lineHeights: { small: 17, default: 20, medium: 22, large: 25, extraLarge: 30 },
  spacing: { small: 4, default: 8, medium: 14, large: 20, extraLarge: 28, padding: 16 },
  separator: { lineThickness: 1, lineColor: "var(--line)" },
  imageSizes: { small: 40, medium: 80, large: 160 },
  containerStyles: {
    default: container("default"),
    emphasis: container("emphasis"),
    accent: container("accent"),
    good: container("good"),
    attention: container("attention"),
    warning: container("warning"),
  },
  inputs: {
    label: {
      inputSpacing: "Small",
      requiredInputs: { weight: "Bolder", suffix: " *", suffixColor: "Attention" },
      optionalInputs: { weight: "Bolder" },
    },
    errorMessage: { color: "Attention", weight: "Bolder", size: "Small" },
  },
  // As in Teams: at most six buttons in a row of actions.
  actions: {
    maxActions: 6,
    spacing: "Medium",
    // The distance is a gap in the style sheet, so that buttons can stand in several rows.
    buttonSpacing: 0,
    showCard: { actionMode: "Inline", inlineTopMargin: 12, style: "emphasis" },
    actionsOrientation: "Horizontal",
    actionAlignment: "Left",
    allowTitleToWrap: true,
  },
  adaptiveCard: { allowCustomStyle: false },
  textBlock: { headingLevel: 3 },
  textStyles: {
    heading: { size: "Large", weight: "Bolder" },
    columnHeader: { weight: "Bolder" },
  },
  factSet: {
    title: { weight: "Bolder", wrap: true, maxWidth: 160 },
    value: { wrap: true },
    spacing: 12,
  },
  table: { cellSpacing: 8 },
};
