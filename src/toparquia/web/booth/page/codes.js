// A QR code as a drawing that prints sharp. Built of elements: the page's policy allows no markup from a script.

import encodeQR from "qr";

const SVG = "http://www.w3.org/2000/svg";

/** Return the drawing of a text; `name` is what is read aloud. */
export function qrOf(text, name) {
  const rows = encodeQR(text, "raw", { ecc: "medium", border: 4 });
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", `0 0 ${rows.length} ${rows.length}`);
  drawing.setAttribute("role", "img");
  drawing.setAttribute("aria-label", name);
  drawing.setAttribute("class", "qr");
  const ground = document.createElementNS(SVG, "rect");
  for (const [key, value] of Object.entries({ width: rows.length, height: rows.length, class: "qr-ground" })) {
    ground.setAttribute(key, value);
  }
  const dots = document.createElementNS(SVG, "path");
  dots.setAttribute("class", "qr-dots");
  const path = rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  dots.setAttribute("d", path.join(""));
  drawing.append(ground, dots);
  return drawing;
}
