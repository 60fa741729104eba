/**
 * Copies a text to the clipboard. Rejects where that is not possible: a page without HTTPS has no clipboard, and a browser
 * may refuse. The caller then shows the text, so that the visitor can select it.
 */
export const copyToClipboard = async (text: string): Promise<void> => navigator.clipboard.writeText(text);
