/** Pictures as images, made by the browser itself: nothing is asked of anybody. */

/** Pixels for each unit of the drawing, so that an image stays sharp where it is pasted. */
const SHARP = 2;

/** An SVG file as a PNG image. */
export async function pngOf(svg: string): Promise<Blob> {
  const image = new Image();
  // An address with the data in it keeps the canvas readable in every browser.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth * SHARP;
  canvas.height = image.naturalHeight * SHARP;
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("This browser draws no images.");
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob === null ? reject(new Error("No image came of it.")) : resolve(blob)), "image/png"),
  );
}

/** HTML that shows the picture on another page, with its source; it loads nothing. */
export function embedded(svg: string, alt: string, citation: string): string {
  const text = (words: string) => words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
  const address = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  return `<figure>\n<img src="${address}" alt="${text(alt)}">\n<figcaption>${text(citation)}</figcaption>\n</figure>\n`;
}
