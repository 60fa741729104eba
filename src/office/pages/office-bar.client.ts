/**
 * The bar at the foot of the studio: what became of the last save, the way to take it back, the versions of the entry that
 * is open, and saves that wait for a decision. Keystatic reports to it by events (`studio/keystatic-changes.ts`).
 */
import {
  consentAddress,
  deletedAddress,
  fileOfForm,
  refusedAddress,
  sharingAddress,
  versionsAddress,
} from '../../domain/entries/addresses.ts';
import type { OfficeState } from '../../domain/entries/office-state.ts';
import { answers } from './connection.client.ts';
import { studioColours } from './studio-colours.ts';

/** A draft of this browser that is older than its file. */
interface StaleDraft {
  savedAt: Date;
  files: Map<string, Uint8Array>;
}

const style = `${studioColours}
  :host { display: block; line-height: 1.5; background: var(--paper-raised); }
  /* Beside a form it has a place of its own, and lists that open over it are above it. */
  :host([short]) { position: sticky; inset-block-end: 0; z-index: 1; }
  [part] { display: flex; flex-wrap: wrap; align-items: center; justify-content: flex-end; gap: 0 1.25rem; margin: 0; padding: 0 0.75rem; border-block-start: 1px solid var(--line); }
  [part='line'] span { margin-inline-end: auto; }
  [part='alert'] { justify-content: flex-start; padding-block: 0.25rem; border-color: var(--vermilion); background: var(--vermilion-pale); }
  a, button { min-block-size: 2.25rem; display: inline-flex; align-items: center; color: var(--river); font: inherit; text-decoration: underline; text-underline-offset: 0.2em; background: none; border: 0; padding: 0; cursor: pointer; }
  @media (max-width: 40rem) { a, button { min-block-size: 2.75rem; } }
`;

/** What an alert is about. */
type AlertKind = 'waiting' | 'sharing' | 'connection' | 'other';

/** What is known of the connection to the office. */
interface Connection {
  isGone: boolean;
  /** Whether a save waits for it. */
  isSaving: boolean;
}

/** Milliseconds between two looks whether the office is still there. */
const heartbeat = 10_000;

const clock = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit' });

/** What the bar says of a save that was acknowledged. */
const savedWords = '已保存 · 已记录';

/** Milliseconds until the bar asks again whether everything was sent: at first, and at last. */
const shortestPause = 2000;
const longestPause = 60_000;

const headers = { 'content-type': 'application/json' };

/** Bytes as base64, in pieces that fit into one call. */
function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

class OfficeBar extends HTMLElement {
  private readonly alerts = document.createElement('div');
  private readonly line = document.createElement('p');
  private readonly text = document.createElement('span');
  private readonly undo = document.createElement('button');
  private readonly versions = document.createElement('a');
  private readonly consent = document.createElement('a');
  private readonly deleted = document.createElement('a');
  private readonly editor = document.createElement('a');
  private readonly sharing = document.createElement('a');
  /** Asks again while something is on its way. */
  private onItsWay: ReturnType<typeof setTimeout> | undefined;
  private pause = shortestPause;
  /** What the alert that stands there is about. */
  private alertKind: AlertKind | undefined;
  /** What has just happened; empty where nothing has. */
  private said = '';
  /** Whether something is typed that is not saved. */
  private isChanged = false;
  /** Set where the page is left knowingly: what was typed stays in the browser, and is asked about. */
  private isLeaving = false;
  private state: OfficeState = { editor: { name: '', isChosen: true }, refused: [] };

  connectedCallback(): void {
    const root = this.attachShadow({ mode: 'open' });
    const sheet = document.createElement('style');
    sheet.textContent = style;
    this.alerts.setAttribute('role', 'alert');
    this.line.part.add('line');
    this.line.setAttribute('role', 'status');
    this.undo.textContent = '撤销上次保存';
    this.undo.addEventListener('click', () => void this.undoLastSave());
    this.versions.textContent = '这一条的版本';
    this.consent.textContent = '同意书';
    this.deleted.textContent = '删掉的';
    this.deleted.href = deletedAddress;
    this.editor.href = '/office/editor/';
    this.sharing.href = sharingAddress;
    this.line.append(this.text, this.sharing, this.undo, this.consent, this.versions, this.deleted, this.editor);
    root.append(sheet, this.alerts, this.line);
    // What is said for a moment is said above the bar.
    new ResizeObserver(() => {
      document.documentElement.style.setProperty('--office-bar-height', `${String(this.offsetHeight)}px`);
    }).observe(this);
    window.addEventListener('office:saved', () => {
      // The save is on the disk: that is said at once, the rest when it is known.
      this.said = savedWords;
      this.text.textContent = savedWords;
      // It would take back the save before this one, until that is known.
      this.undo.hidden = true;
      // Nor has this one been sent.
      if (this.state.sharing !== undefined) this.sharing.textContent = '还没有送出';
      void this.refresh();
      // What was typed while it was under way is said when the save has been seen.
      setTimeout(() => {
        if (!this.isChanged) return;
        this.said = '';
        this.show();
      }, shortestPause);
    });
    window.addEventListener('office:refused', (event) => {
      const id = (event as CustomEvent<string | null>).detail;
      if (id !== null) void this.showRefused(refusedAddress(id));
    });
    window.addEventListener(
      'office:stale-draft',
      (event) => void this.setAside((event as CustomEvent<StaleDraft>).detail),
    );
    window.addEventListener('office:changed', (event) => {
      this.isChanged = (event as CustomEvent<boolean>).detail;
      if (this.isChanged) this.said = '';
      this.show();
    });
    window.addEventListener('beforeunload', (event) => {
      if (this.isChanged && !this.isLeaving) event.preventDefault();
    });
    window.addEventListener('office:notice', (event) => {
      const seen = document.createElement('button');
      seen.textContent = '知道了';
      seen.addEventListener('click', () => {
        this.alertKind = undefined;
        this.showStandingAlert();
      });
      this.say('other', (event as CustomEvent<string>).detail, seen);
    });
    window.addEventListener('office:connection', (event) => {
      this.showConnection((event as CustomEvent<Connection>).detail);
    });
    setInterval(() => {
      if (!document.hidden) void answers();
    }, heartbeat);
    // Keystatic changes the address without loading a page.
    const follow = () => {
      this.show();
    };
    window.addEventListener('popstate', follow);
    const pushState = history.pushState.bind(history);
    history.pushState = (...parameters) => {
      pushState(...parameters);
      follow();
    };
    this.show();
    void this.refresh();
  }

  /** Asks for the state, and shows it. */
  private async refresh(): Promise<void> {
    const response = await fetch('/api/office/state').catch(() => undefined);
    if (response?.ok === true) this.state = (await response.json()) as OfficeState;
    this.show();
    clearTimeout(this.onItsWay);
    const { sharing } = this.state;
    if (sharing === undefined || sharing.unsent === 0) {
      this.pause = shortestPause;
      return;
    }
    // Seldom, where it takes long or does not work; not at all where nobody looks.
    this.onItsWay = setTimeout(() => {
      if (!document.hidden) void this.refresh();
      else document.addEventListener('visibilitychange', () => void this.refresh(), { once: true });
    }, this.pause);
    this.pause = Math.min(2 * this.pause, longestPause);
  }

  /** Leads to the page of the save that was just refused. */
  private async showRefused(address: string): Promise<void> {
    await this.refresh();
    const isInUse = this.state.refused.find((each) => each.address === address)?.isInUse === true;
    if (isInUse) this.alert('没有删除：别的地方还用着这一条。', address, '去看看');
    else this.alert('没有保存：在你打开以后，内容被改过。', address, '对照两边，决定怎么存');
  }

  private show(): void {
    const { editor, lastSave } = this.state;
    this.editor.textContent = editor.isChosen ? editor.name : '写上你的名字';
    const file = fileOfForm(location.pathname);
    this.versions.hidden = file === undefined;
    this.consent.hidden = file?.startsWith('people/') !== true;
    if (file !== undefined) this.consent.href = consentAddress(file);
    // Pages with a menu have these in it.
    const isShort = this.hasAttribute('short');
    this.deleted.hidden = file !== undefined || isShort;
    this.editor.hidden = isShort;
    if (file !== undefined) this.versions.href = versionsAddress(file);
    this.undo.hidden = lastSave === undefined;
    const { sharing } = this.state;
    this.sharing.textContent =
      sharing === undefined ? '共享' : sharing.unsent === 0 ? '已送出' : `待送出 ${String(sharing.unsent)}`;
    this.sharing.ariaLabel =
      sharing === undefined || sharing.unsent === 0 ? null : `共享：待送出 ${String(sharing.unsent)} 次保存`;
    const last = lastSave === undefined ? '' : `${clock.format(new Date(lastSave.at))} ${lastSave.message}`;
    const said = this.said === '' && this.isChanged ? '有改动还没有保存' : this.said;
    const text = [said, last].filter((each) => each !== '').join(' · ');
    // Whoever hears the bar is told what is new, and nothing twice.
    if (this.text.textContent !== text) this.text.textContent = text;
    this.sharing.hidden = isShort && sharing === undefined;
    this.line.hidden = isShort && text === '' && sharing === undefined;
    this.showStandingAlert();
  }

  /** What stands there until it is dealt with: first what waits for a decision, then what keeps versions from being sent. */
  private showStandingAlert(): void {
    const { refused, sharing } = this.state;
    const [waiting] = refused;
    if (this.alertKind === 'other' || this.alertKind === 'connection') return;
    if (waiting !== undefined) {
      const what = refused.every(({ isShared }) => isShared) ? '处两边都改过，' : '次保存';
      const text = `有 ${String(refused.length)} ${what}等你决定：${waiting.message}。`;
      this.alert(text, waiting.address, '去看看', 'waiting');
    } else if (sharing?.problem !== undefined) this.alert(`${sharing.problem}。`, sharingAddress, '去看看', 'sharing');
    else {
      this.alerts.replaceChildren();
      this.alertKind = undefined;
    }
  }

  private alert(text: string, address: string, label: string, kind: AlertKind = 'other'): void {
    const link = document.createElement('a');
    link.href = address;
    link.textContent = label;
    this.say(kind, text, link);
  }

  private say(kind: AlertKind, text: string, ...more: Node[]): void {
    this.alertKind = kind;
    if (this.alerts.firstChild?.firstChild?.textContent === text) return;
    const line = document.createElement('p');
    line.part.add('alert');
    line.append(text, ...more);
    this.alerts.replaceChildren(line);
  }

  private showConnection({ isGone, isSaving }: Connection): void {
    if (isGone) {
      const what = isSaving ? '这次保存等在这里，编辑台重新打开以后会自己存好。' : '写的都留在这个浏览器里。';
      this.say('connection', `编辑台没有应答，多半是关掉了。${what}不要关这个窗口，请把编辑台再打开一次。`);
      return;
    }
    this.alertKind = undefined;
    this.said = '编辑台又接上了';
    void this.refresh();
  }

  private async undoLastSave(): Promise<void> {
    const { lastSave } = this.state;
    if (lastSave === undefined) return;
    const body = JSON.stringify({ version: lastSave.version });
    const response = await fetch('/api/office/undo', { method: 'POST', headers, body });
    if (!response.ok) {
      // Somebody saved since: what can be taken back now is another save.
      this.said = await response.text();
      await this.refresh();
      return;
    }
    // The form shows what is there now. What is typed and not saved stays in the browser, and is asked about.
    this.isLeaving = true;
    location.reload();
  }

  /** Hands a draft that is older than its file to the office, which compares the two. */
  private async setAside({ savedAt, files }: StaleDraft): Promise<void> {
    const body = JSON.stringify({
      savedAt: savedAt.toISOString(),
      files: [...files].map(([path, bytes]) => ({ path, contents: base64(bytes) })),
    });
    const response = await fetch('/api/office/set-aside', { method: 'POST', headers, body });
    if (!response.ok) {
      // Its name is no address: nothing can be compared with it.
      this.say('other', `这里有一份没有保存的稿子（${clock.format(savedAt)}），网址名不对，没法对照，只能重新写。`);
      return;
    }
    const { address } = (await response.json()) as { address: string };
    this.alert(
      `这里有一份没有保存的稿子（${clock.format(savedAt)}），比现在的内容旧。`,
      address,
      '对照两边，决定怎么存',
    );
  }
}

customElements.define('office-bar', OfficeBar);
