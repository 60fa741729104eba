/** QR codes, drawn in whole pixels so that every module is equally large and stays sharp. */
import qrcode from 'qrcode';
import type { Rectangle } from './layout.ts';
import { palette } from './palette.ts';

/** Light modules that the standard requires around a code. */
const quiet = 4;

/** The code of an address as an SVG fragment centred in the box, as large as whole pixels allow. */
export function qrCode(address: string, box: Rectangle): string {
  const { modules } = qrcode.create(address, { errorCorrectionLevel: 'M' });
  const pixel = Math.floor(box.width / (modules.size + 2 * quiet));
  if (pixel < 3) throw new Error(`The address is too long for a code of ${box.width} pixels: ${address}`);
  const inset = Math.round((box.width - modules.size * pixel) / 2);
  let path = '';
  for (let row = 0; row < modules.size; row += 1) {
    // Dark modules beside each other are one bar: less to draw, and no seam between them.
    for (let column = 0, bar = 0; column <= modules.size; column += 1) {
      if (column < modules.size && modules.get(row, column) === 1) {
        bar += 1;
      } else if (bar > 0) {
        const length = bar * pixel;
        path += `M${box.x + inset + column * pixel - length} ${box.y + inset + row * pixel}h${length}v${pixel}h${-length}z`;
        bar = 0;
      }
    }
  }
  return `<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" rx="12" fill="${palette.paperRaised}"/><path d="${path}" fill="${palette.ink}" shape-rendering="crispEdges"/>`;
}
