/**
 * Takes out of each page's policy the hashes of scripts that the page loads by their address: its own origin is allowed for them, and
 * a hash is 50 bytes that nothing compresses. Those of scripts in the page itself stay. The framework writes both.
 */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { filesBelow } from './file-operations.ts';

const policy = /(<meta http-equiv="content-security-policy" content=")([^"]*)(">)/;
const scripts = /<script(\s[^>]*)?>([\s\S]*?)<\/script>/g;
const hash = / 'sha256-[\w+/=]+'/g;
/** The hash of nothing, which the framework allows where a page has no style in it. */
const hashOfNothing = " 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

const hashOf = (text: string): string => ` 'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** A page with the hashes in its policy that it needs, and no others. */
export function withTrimmedPolicy(html: string): string {
  return html.replace(policy, (_, before: string, directives: string, after: string) => {
    const needed = new Set(
      Array.from(html.matchAll(scripts), ([, attributes = '', text = '']) =>
        /\ssrc=/.test(attributes) ? '' : hashOf(text),
      ),
    );
    const trimmed = directives
      .split(';')
      .map((directive) =>
        directive.trim().startsWith('script-src')
          ? directive.replace(hash, (each) => (needed.has(each) ? each : ''))
          : directive.replace(hashOfNothing, ''),
      );
    return before + trimmed.join(';') + after;
  });
}

/** Trims the policies of all pages of a site. */
export async function trimPolicies(directory: string): Promise<void> {
  for (const file of filesBelow(directory).filter((name) => name.endsWith('.html'))) {
    const path = join(directory, file);
    const html = await readFile(path, 'utf8');
    const trimmed = withTrimmedPolicy(html);
    if (trimmed !== html) await writeFile(path, trimmed);
  }
}
