/** An editor at a studio of their own: on a copy of a content, with a browser in Chinese. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Browser, type Page } from '@playwright/test';
import { EntryForm } from './entry-form.ts';
import { project, startStudio, type RunningStudio } from './running-studio.ts';

export class Editor {
  readonly content: string;
  readonly page: Page;
  /** A folder of their own. */
  readonly workshop: string;
  /** Becomes another one when the studio is opened again. */
  studio: RunningStudio;
  private readonly settings: Readonly<Record<string, string>>;

  private constructor(workshop: string, settings: Readonly<Record<string, string>>, studio: RunningStudio, page: Page) {
    this.workshop = workshop;
    this.content = join(workshop, 'content');
    this.settings = settings;
    this.studio = studio;
    this.page = page;
  }

  /**
   * @param source the content that is copied, relative to the project
   * @param settingsIn environment variables of the studio, for the folder that is theirs
   */
  static async begin(
    browser: Browser,
    source: string,
    settingsIn: (workshop: string) => Readonly<Record<string, string>> = () => ({}),
  ): Promise<Editor> {
    const workshop = await mkdtemp(join(tmpdir(), 'hongxin-editor-'));
    const content = join(workshop, 'content');
    await cp(join(project, source), content, { recursive: true });
    const settings = settingsIn(workshop);
    const studio = await startStudio(content, settings);
    const page = await (await browser.newContext({ locale: 'zh-CN' })).newPage();
    page.setDefaultTimeout(20_000);
    page.setDefaultNavigationTimeout(60_000);
    return new Editor(workshop, settings, studio, page);
  }

  /** Kills the studio without a word, and opens it again at the same address. */
  async killAndReopen(): Promise<void> {
    await this.studio.stop('SIGKILL');
    await this.reopen();
  }

  /** Opens the studio again at the same address, after it was stopped. */
  async reopen(): Promise<void> {
    this.studio = await startStudio(this.content, { ...this.settings, STUDIO_PORT: new URL(this.studio.origin).port });
  }

  async end(): Promise<void> {
    await this.page.context().close();
    await this.studio.stop();
    await rm(this.workshop, { recursive: true, force: true });
  }

  /** Opens a form and waits until the list of files is there: before that, saving does nothing. */
  async open(path: string): Promise<EntryForm> {
    const tree = this.page.waitForResponse((response) => response.url().endsWith('/api/keystatic/tree'));
    await this.page.goto(`${this.studio.origin}/keystatic${path}`);
    await tree;
    await expect(this.page.getByRole('link', { name: '人物' }).first()).toBeVisible();
    return new EntryForm(this.page);
  }
}
