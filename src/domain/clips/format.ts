/** Lengths and sizes of clips as text, shown before anything is loaded. */

/** Seconds as minutes and seconds, `0:09`, `1:30`; to the nearest second, and no clip lasts 0:00. */
export function formatDuration(seconds: number): string {
  return formatTimecode(Math.max(1, Math.round(seconds)));
}

/** Bytes in thousands or millions: `286 KB`, `3.6 MB`. */
export function formatBytes(bytes: number): string {
  return bytes < 1_000_000
    ? `${String(Math.max(1, Math.round(bytes / 1000)))} KB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** A moment of a clip, `0:03`: the second that has begun. */
export function formatTimecode(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${String(Math.floor(whole / 60))}:${String(whole % 60).padStart(2, '0')}`;
}

/** A moment of a clip as it is read aloud: `3 秒`, `1 分 5 秒`. Whole seconds, rounded down. */
export function formatSpokenTimecode(seconds: number): string {
  const whole = Math.floor(seconds);
  const minutes = Math.floor(whole / 60);
  return `${minutes === 0 ? '' : `${String(minutes)} 分 `}${String(whole % 60)} 秒`;
}
