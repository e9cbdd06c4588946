// Encodes a text for a link: deflate and base64url.

/** Maximum length of a decoded text: a short link may decompress to an endless one. */
const MAX_TEXT_LENGTH = 1024 * 1024;

/** Encodes a text. Returns `undefined` if it is too long. */
export async function encodeText(text: string): Promise<string | undefined> {
  if (text.length > MAX_TEXT_LENGTH) {
    return undefined;
  }
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  let binary = "";
  for (const byte of bytes) {
    binary += String.fromCharCode(byte);
  }
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** Decodes a text. Returns `undefined` if the link is damaged. */
export async function decodeText(encoded: string): Promise<string | undefined> {
  try {
    const bytes = Uint8Array.from(atob(encoded.replaceAll("-", "+").replaceAll("_", "/")), (letter) =>
      letter.charCodeAt(0),
    );
    const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
    const decoder = new TextDecoder("utf-8", { fatal: true });
    let text = "";
    for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
      text += decoder.decode(value, { stream: true });
      if (text.length > MAX_TEXT_LENGTH) {
        void reader.cancel();
        return undefined;
      }
    }
    return text + decoder.decode();
  } catch {
    return undefined;
  }
}
