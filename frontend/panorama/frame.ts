/** How much of the sphere a picture covers, told by its shape. */

export interface Frame {
  haov: number;
  vaov: number;
  minPitch?: number;
  maxPitch?: number;
  hfov: number;
}

const WHOLE_TURN = 360;
const WHOLE_HEIGHT = 180;
const FIRST_VIEW = 100;

/** Return the angles, in degrees. Twice as wide as high is a whole sphere; a longer strip goes round without top and bottom. */
export function frameOf({ width, height }: { width: number; height: number }): Frame {
  const ratio = width > 0 && height > 0 ? width / height : 2;
  const vaov = Math.min(WHOLE_HEIGHT, WHOLE_TURN / Math.max(ratio, 2));
  if (vaov >= WHOLE_HEIGHT) return { haov: WHOLE_TURN, vaov: WHOLE_HEIGHT, hfov: FIRST_VIEW };
  return { haov: WHOLE_TURN, vaov, minPitch: -vaov / 2, maxPitch: vaov / 2, hfov: Math.min(FIRST_VIEW, vaov) };
}
