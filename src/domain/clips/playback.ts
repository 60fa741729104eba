/** How films are played, wherever the site plays them. */

/** Seconds that one press of an arrow key moves a film back or forward. */
export const seekStep = 5;
