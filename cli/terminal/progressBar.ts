const WIDTH = 12;

/** A bar of 12 columns and the share in per cent: `█████░░░░░░░  42%`. */
export function progressBar(share: number): string {
  const within = Math.min(1, Math.max(0, share));
  const full = Math.floor(within * WIDTH);
  return `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${`${Math.floor(within * 100)}%`.padStart(4)}`;
}

/** A time for people: `8s`, `1:42`, `2:03:20`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole}s`;
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(whole / 60);
  return minutes < 60
    ? `${minutes}:${two(whole % 60)}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`;
}
