/** Lengths of time in milliseconds. China has no summer time: every day is as long as the next. */
export const minuteLength = 60_000;
export const dayLength = 1_440 * minuteLength;
