/** A claim's confidence, and whether the claim turned out to be right. */
export interface Judged {
  /** 0..1 */
  readonly confidence: number;
  readonly right: boolean;
}

export interface ReliabilityBin {
  /** Confidences from here … */
  readonly from: number;
  /** … to below here; the last bin holds 1 too. */
  readonly to: number;
  readonly claims: number;
  /** Mean confidence of the bin's claims, 0..1; null when it has none. */
  readonly confidence: number | null;
  /** Share of them that are right, 0..1; null when it has none. */
  readonly right: number | null;
}

export interface Calibration {
  readonly bins: readonly ReliabilityBin[];
  /**
   * Expected calibration error, 0..1: how far confidence is from the share that is right, mean over the bins
   * weighted by their claims (Naeini et al. 2015).
   */
  readonly error: number;
}

const BINS = 10;

/** Reliability in ten bins of equal width. */
export function calibrate(claims: readonly Judged[]): Calibration {
  const byBin = Map.groupBy(claims, ({ confidence }) => Math.min(BINS - 1, Math.floor(confidence * BINS)));
  let error = 0;
  const bins = Array.from({ length: BINS }, (_, i): ReliabilityBin => {
    const inside = byBin.get(i) ?? [];
    const edges = { from: i / BINS, to: (i + 1) / BINS, claims: inside.length };
    if (inside.length === 0) return { ...edges, confidence: null, right: null };
    const confidence = inside.reduce((total, one) => total + one.confidence, 0) / inside.length;
    const right = inside.filter((one) => one.right).length / inside.length;
    error += (inside.length / claims.length) * Math.abs(confidence - right);
    return { ...edges, confidence, right };
  });
  return { bins, error };
}
