/** The files that somebody in the explored office has beside them, by their names in the folder where the explorer is started. */
export const files = [
  'photo.jpg',
  'drawing.png',
  'small.png',
  'named-wrong.jpg',
  'cut.jpg',
  'phone.heic',
  'clip.mp4',
  'captions.vtt',
  'captions.srt',
] as const;
