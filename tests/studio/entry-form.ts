/** Fills the studio's forms in as an editor does: by the Chinese words on the screen. */
import { expect, type Locator, type Page } from '@playwright/test';

/** A label as it stands on the screen: with a star, or with a word for those who hear it, when the field is needed. */
const named = (label: string) => new RegExp(`^${label.replace(/[()（）/]/g, '\\$&')}\\s*(\\*|（必填）)?$`);

/** A form, or a dialog of one. */
export class EntryForm {
  readonly page: Page;
  readonly scope: Locator;

  constructor(page: Page, scope: Locator = page.locator('body')) {
    this.page = page;
    this.scope = scope;
  }

  /** The part of the form under a heading, e.g. 发布. */
  group(label: string): EntryForm {
    return new EntryForm(this.page, this.scope.getByRole('group', { name: named(label) }));
  }

  private field(label: string): Locator {
    return this.scope.getByRole('textbox', { name: label, exact: true }).or(this.scope.getByLabel(named(label)));
  }

  /** Writes a text, a number or a day. */
  async write(label: string, text: string): Promise<void> {
    await this.field(label).first().fill(text);
  }

  /** Chooses one of the options of a field. */
  async choose(label: string, option: string): Promise<void> {
    await this.scope.getByRole('button', { name: label }).first().click();
    await this.page.getByRole('option', { name: option, exact: true }).click();
    await expect(this.page.getByRole('listbox')).toHaveCount(0);
  }

  /**
   * Chooses another entry by its title.
   * @param typed what is typed to find it: the beginning of its title, its pinyin, its initials
   */
  async pick(label: string, title: string, typed = title.slice(0, -1)): Promise<void> {
    const box = this.scope.getByRole('combobox', { name: label });
    await box.click();
    await box.fill(typed);
    await this.page.getByRole('option', { name: title }).click();
    await expect(this.scope.getByRole('list', { name: label }).getByRole('link', { name: title })).toBeVisible();
  }

  /** Chooses a clip that is in the content already, by its id. */
  async pickClip(id: string): Promise<void> {
    const field = this.scope.getByRole('group', { name: '短片文件' });
    await field.getByRole('button', { name: '用收过的短片' }).click();
    const box = field.getByRole('combobox', { name: '收过的短片' });
    await box.fill(id);
    await this.page.getByRole('option', { name: id }).click();
    await expect(field.getByText(id)).toBeVisible();
  }

  /** Opens a step that is folded. */
  async unfold(step: string): Promise<void> {
    await this.page.getByRole('button', { name: new RegExp(`^${step}`), expanded: false }).click();
  }

  /** Ticks a box. */
  async tick(label: string): Promise<void> {
    await this.scope.getByRole('checkbox', { name: label }).first().check({ force: true });
  }

  /** Chooses a file. */
  async attach(label: string, file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
    const button = this.scope.getByRole('group', { name: named(label) }).getByRole('button', { name: '选择文件' });
    // Together: where the click fails, because the editor has drawn the form again, nobody is left waiting.
    const [chooser] = await Promise.all([this.page.waitForEvent('filechooser'), button.click()]);
    await chooser.setFiles(file);
  }

  /** Adds an item to a list in its dialog. */
  async add(label: string, fill: (item: EntryForm) => Promise<void>): Promise<void> {
    await this.scope
      .getByRole('group', { name: named(label) })
      .getByRole('button', { name: '添加', exact: true })
      .click();
    const dialog = this.page.getByRole('dialog');
    await fill(new EntryForm(this.page, dialog));
    await dialog.getByRole('button', { name: '添加', exact: true }).click();
    await expect(dialog).toBeHidden();
  }

  /** Writes the text of the entry. */
  async tell(text: string): Promise<void> {
    const editor = this.page.locator('[contenteditable="true"]');
    await editor.click();
    await this.page.keyboard.press('Control+End');
    // The editor turns `## ` into a heading once it has drawn the space: each character has been by the second frame.
    for (const character of text) {
      await this.page.keyboard.type(character);
      await editor.evaluate(
        () =>
          new Promise((drawn) => {
            requestAnimationFrame(() => requestAnimationFrame(drawn));
          }),
      );
    }
  }

  /** Saves a new entry and waits until it is there. */
  async create(): Promise<void> {
    await this.page.getByRole('button', { name: '新建', exact: true }).click();
    await expect(this.page.getByText('已新建')).toBeVisible();
  }
}
