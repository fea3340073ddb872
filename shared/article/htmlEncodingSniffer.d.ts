declare module 'html-encoding-sniffer' {
  /** The HTML Standard's encoding sniffing algorithm; gives a canonical encoding name. */
  export default function sniffHtmlEncoding(
    bytes: Uint8Array,
    options?: { xml?: boolean; transportLayerEncodingLabel?: string; defaultEncoding?: string },
  ): string;
}
