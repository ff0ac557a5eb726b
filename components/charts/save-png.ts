/** What the browser computes for a drawing's parts, and a picture by itself would not know. */
const PROPERTIES = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "opacity",
  "mask",
] as const;
const SCALE = 2;
const MARGIN = 24;
const TITLE_PX = 16;
const TEXT_PX = 12;
const SWATCH_PX = 12;
const LEGEND_PX = 18;

interface Picture {
  readonly title: string;
  /** What it says in a sentence, and of when it is. */
  readonly lines: readonly string[];
  /** Lines of a list, each a small drawing and its name; absent where one look is all there is. */
  readonly legend: Element | null;
  readonly fileName: string;
}

/**
 * Saves the drawing as a PNG on its ground, with its title: the marks as a picture, and the words written by the canvas,
 * which knows the page's fonts where a picture does not. Nothing leaves the browser: a `data:` picture and a download
 * are all it takes of the content policy.
 *
 * @throws where the browser cannot draw it
 */
export async function savePng(
  svg: SVGSVGElement,
  { title, lines, legend, fileName }: Picture,
): Promise<void> {
  const { width, height } = svg.getBoundingClientRect();
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  if (!context) throw new Error("no canvas");
  const style = getComputedStyle(document.body);
  const root = getComputedStyle(document.documentElement);
  const font = (px: number, weight = 400) => `${weight} ${px}px ${style.fontFamily}`;
  context.font = font(TEXT_PX);
  const wrapped = lines.flatMap((line) => wrap(context, line, width));
  const entries = await Promise.all([...(legend?.children ?? [])].map(entryOf));
  const legendTop = MARGIN + TITLE_PX + 12 + wrapped.length * (TEXT_PX + 5);
  const places = placed(context, entries, width);
  const head = legendTop + (places.at(-1)?.y ?? -LEGEND_PX) + LEGEND_PX + 4;
  canvas.width = (width + 2 * MARGIN) * SCALE;
  canvas.height = (head + height + MARGIN) * SCALE;
  context.scale(SCALE, SCALE);
  context.fillStyle = colourOf("--surface", root);
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.textBaseline = "top";
  context.fillStyle = colourOf("--ink", root);
  context.font = font(TITLE_PX, 600);
  context.fillText(title, MARGIN, MARGIN - 4);
  context.font = font(TEXT_PX);
  context.fillStyle = colourOf("--ink-soft", root);
  wrapped.forEach((line, place) => {
    context.fillText(line, MARGIN, MARGIN + TITLE_PX + 8 + place * (TEXT_PX + 5));
  });
  for (const { swatch, name, x, y } of places) {
    if (swatch) context.drawImage(swatch, MARGIN + x, legendTop + y, SWATCH_PX, SWATCH_PX);
    context.fillText(name, MARGIN + x + SWATCH_PX + 6, legendTop + y);
  }
  context.drawImage(await pictureOf(svg, width, height), MARGIN, head, width, height);
  writeWords(context, svg, font, head);
  download(canvas.toDataURL("image/png"), fileName);
}

interface Entry {
  readonly swatch: HTMLImageElement | undefined;
  readonly name: string;
}

async function entryOf(line: Element): Promise<Entry> {
  const swatch = line.querySelector("svg");
  const name = line.textContent ?? "";
  return { swatch: swatch ? await pictureOf(swatch, SWATCH_PX, SWATCH_PX) : undefined, name };
}

/** The entries of a legend beside each other, and below where a line is full; from its upper left corner. */
function placed(context: CanvasRenderingContext2D, entries: readonly Entry[], width: number) {
  let x = 0;
  let y = 0;
  return entries.map((entry) => {
    const wide = SWATCH_PX + 6 + context.measureText(entry.name).width;
    if (x > 0 && x + wide > width) {
      x = 0;
      y += LEGEND_PX;
    }
    const place = { ...entry, x, y };
    x += wide + 16;
    return place;
  });
}

/** The drawing without its words, every style of the page written into it. */
async function pictureOf(svg: SVGSVGElement, width: number, height: number): Promise<HTMLImageElement> {
  const copy = svg.cloneNode(true);
  if (!(copy instanceof SVGSVGElement)) throw new Error("no drawing");
  const [from, to] = [svg.querySelectorAll("*"), copy.querySelectorAll<SVGElement>("*")];
  from.forEach((element, place) => {
    const computed = getComputedStyle(element);
    for (const name of PROPERTIES) to[place]?.style.setProperty(name, computed.getPropertyValue(name));
    to[place]?.removeAttribute("class");
  });
  for (const text of copy.querySelectorAll("text")) text.remove();
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(width * SCALE));
  copy.setAttribute("height", String(height * SCALE));
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await picture.decode();
  return picture;
}

function writeWords(
  context: CanvasRenderingContext2D,
  svg: SVGSVGElement,
  font: (px: number) => string,
  head: number,
): void {
  const place = svg.getBoundingClientRect();
  context.textBaseline = "alphabetic";
  for (const text of svg.querySelectorAll("text")) {
    const box = text.getBoundingClientRect();
    const computed = getComputedStyle(text);
    const px = Number.parseFloat(computed.fontSize);
    context.font = font(px);
    context.fillStyle = computed.fill;
    // The box is as high as the font's line: its letters stand about a quarter above its lower edge.
    context.fillText(
      text.textContent ?? "",
      MARGIN + box.left - place.left,
      head + box.bottom - place.top - px * 0.26,
    );
  }
}

/** A custom property as the colour it comes to in the theme on screen. */
function colourOf(name: string, root: CSSStyleDeclaration): string {
  const probe = document.createElement("span");
  probe.style.color = `var(${name}, ${root.color})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

function wrap(context: CanvasRenderingContext2D, text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && context.measureText(longer).width > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

function download(href: string, fileName: string): void {
  const link = document.createElement("a");
  link.href = href;
  link.download = fileName;
  link.click();
}
