/** A stand-in for the voices of a device, which no test machine has. */
import type { Page } from '@playwright/test';

/** What the page asked a stand-in for the browser's voice to say, and a way to let it finish. */
interface Voice {
  said: string[];
  finish: () => void;
  come: () => void;
}

/**
 * Puts a stand-in for the browser's voices in place.
 * @param atOnce whether they are there from the start; otherwise `bringVoices` brings them
 */
export async function withVoices(
  page: Page,
  voices: readonly { lang: string; localService: boolean }[],
  { atOnce = false } = {},
): Promise<void> {
  await page.addInitScript(
    ([given, isHere]) => {
      class Words extends EventTarget {
        lang = '';
        voice: unknown = null;
        readonly text: string;
        constructor(text: string) {
          super();
          this.text = text;
        }
      }
      class Synthesis extends EventTarget {
        here: readonly unknown[] = isHere ? given : [];
        current: Words | undefined;
        getVoices() {
          return this.here;
        }
        speak(words: Words) {
          this.current = words;
          voice.said.push(words.text);
        }
        cancel() {
          this.current = undefined;
        }
      }
      const synthesis = new Synthesis();
      const voice = {
        said: [] as string[],
        finish: () => synthesis.current?.dispatchEvent(new Event('end')),
        come: () => {
          synthesis.here = given;
          synthesis.dispatchEvent(new Event('voiceschanged'));
        },
      };
      Object.assign(window, { voice });
      Object.defineProperty(window, 'speechSynthesis', { value: synthesis });
      Object.defineProperty(window, 'SpeechSynthesisUtterance', { value: Words });
    },
    [voices, atOnce] as const,
  );
}

const voiceOf = (page: Page) => page.evaluateHandle(() => (window as unknown as { voice: Voice }).voice);
/** The texts that were spoken so far. */
export const said = async (page: Page): Promise<string[]> => (await voiceOf(page)).evaluate((voice) => voice.said);
/** Ends the piece that is being spoken. */
export const finishPiece = async (page: Page): Promise<void> => {
  await (
    await voiceOf(page)
  ).evaluate((voice) => {
    voice.finish();
  });
};

/** Lets the voices come, as a phone does, after the page. */
export const bringVoices = async (page: Page): Promise<void> => {
  await (
    await voiceOf(page)
  ).evaluate((voice) => {
    voice.come();
  });
};
