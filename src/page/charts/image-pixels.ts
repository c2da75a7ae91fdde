/** Size and channels of an image stored as [channels, height, width]. */
export interface PictureShape {
  width: number;
  height: number;
  /** 1: grey; 3: red, green and blue. */
  channels: number;
  /** The brightest value; 255 by default. */
  maximum?: number;
}

/** Returns an image as opaque RGBA, [height, width, 4]. With 3 channels it is in colour, otherwise the first channel is shown as grey. */
export function imagePixels(values: ArrayLike<number>, shape: PictureShape): Uint8ClampedArray<ArrayBuffer> {
  const { width, height, channels, maximum = 255 } = shape;
  const area = width * height;
  const pixels = new Uint8ClampedArray(4 * area);
  for (let at = 0; at < area; at++) {
    for (let channel = 0; channel < 3; channel++) {
      pixels[4 * at + channel] = (255 * values[channels === 3 ? channel * area + at : at]) / maximum;
    }
    pixels[4 * at + 3] = 255;
  }
  return pixels;
}

/** Draws an image into a canvas, pixel for pixel, and gives the canvas the image's size. */
export function paintImage(canvas: HTMLCanvasElement, values: ArrayLike<number>, shape: PictureShape): void {
  canvas.width = shape.width;
  canvas.height = shape.height;
  canvas.getContext('2d')?.putImageData(new ImageData(imagePixels(values, shape), shape.width, shape.height), 0, 0);
}
