/**
 * Several offices that share one content over a network that fails, is cut and loses answers; their processes are killed, and
 * their power fails. One seed gives one story. At its end everybody sends and brings until nothing is left, and what each
 * editor did is looked for.
 */
import '../content-store/one-thread.ts';
import { schemas } from '../../src/content-check/schemas.ts';
import { fieldsOf, readEntry } from '../../src/office/entry-text.ts';
import { referencesOf } from '../../src/office/references.ts';
import { SharingFailure } from '../../src/sharing/shared-repository.ts';
import { StoreFailure } from '../../src/content-store/content-store.ts';
import { entryAt } from '../../src/studio/writable-paths.ts';
import { isKilled, type VirtualDisk } from '../content-store/virtual-disk.ts';
import { random } from '../random.ts';
import { Office, sharedDisk } from './offices.ts';
import type { NetworkEvent } from './shared-disk-repository.ts';

/** What was promised and not kept. */
export class BrokenPromise extends Error {}

/** How a story went. */
export interface SharingStory {
  saves: number;
  undone: number;
  merges: number;
  kills: number;
  failures: number;
  waiting: number;
}

/** A value that an editor wrote into a field, and nobody else ever writes. */
interface WrittenValue {
  version: string;
  office: string;
  /** The entry, by the name that it was created with. */
  person: string;
  field: 'quote' | 'headline' | 'honours';
  value: string;
}

interface Person {
  quote: string;
  headline: string;
  honours: string[];
  status: string;
}

const personFile = (slug: string) => `people/${slug}/index.md`;

/** The id of a person stays when the address changes: it is the name. */
const textOf = (id: string, { quote, headline, honours, status }: Person) =>
  `---\nname: ${id}\ntrade: rider\ntown: 玉津镇\nheadline: ${headline}\nquote: ${quote}\n${
    honours.length === 0
      ? ''
      : `honours:\n${honours.map((title) => `  - title: ${title}\n    level: county\n    year: 2025\n    by: 县里\n`).join('')}`
  }themes:\n  - labour\npublication:\n  status: ${status}\n  consent: { scope: [name, portrait, story, clip, voice, roles], signedOn: 2026-01-01 }\n---\n\n正文\n`;

const teamText = (members: readonly string[]) =>
  `name: 队\nkind: 志愿服务队\ndoes:\n  - 巡查\n${members.length === 0 ? '' : `members:\n${members.map((slug) => `  - ${slug}\n`).join('')}`}`;

/** Runs the story of a seed. Throws `BrokenPromise` with what was found, and the seed. */
export async function simulateSharing(seed: number): Promise<SharingStory> {
  try {
    return await new Simulation(seed).run();
  } catch (error) {
    if (error instanceof BrokenPromise) error.message += ` (seed ${String(seed)})`;
    throw error;
  }
}

class Simulation {
  private readonly random: () => number;
  private readonly story: SharingStory = { saves: 0, undone: 0, merges: 0, kills: 0, failures: 0, waiting: 0 };
  private offices: Office[] = [];
  private written: WrittenValue[] = [];
  private withdrawn: { id: string; version: string }[] = [];
  private deleted: { id: string; version: string }[] = [];
  private readonly acknowledged: string[] = [];
  /** Values, and people that were deleted, of saves whose process was killed: they may be done. */
  private readonly unanswered = new Set<string>();
  private count = 0;
  private people = 0;

  constructor(seed: number) {
    this.random = random(seed);
  }

  async run(): Promise<SharingStory> {
    await this.begin();
    const steps = 10 + this.below(25);
    for (let step = 0; step < steps; step += 1) {
      const office = this.one(this.offices);
      const other = this.one(this.offices);
      if (this.random() < 0.3 && office !== other) {
        // Not beside each other: threads would tell each story otherwise.
        let isFirst = true;
        office.beforePush = async () => {
          if (isFirst) {
            isFirst = false;
            await this.disturbed(other, () => this.synchronize(other));
          }
        };
        await this.disturbed(office, () => this.synchronize(office));
        office.beforePush = () => Promise.resolve();
      } else if (this.random() < 0.4) await this.disturbed(office, () => this.synchronize(office));
      else if (this.random() < 0.1) await this.disturbed(office, () => this.undo(office));
      else await this.disturbed(office, () => this.edit(office));
    }
    const isSettled = await this.settle();
    await this.compare();
    if (!isSettled) throw new BrokenPromise('synchronizing goes on though nobody changes anything');
    return this.story;
  }

  /** Does something in an office whose network fails, and whose process is perhaps killed. */
  private async disturbed(office: Office, work: () => Promise<void>): Promise<void> {
    if (this.random() < 0.25) this.prepareKill(office);
    office.network = this.random() < 0.3 ? () => this.networkEvent() : () => 'works';
    try {
      await work();
      office.disk.checkAlive();
    } catch (error) {
      await this.recover(office, error);
    } finally {
      office.disk.onOperation = () => undefined;
    }
  }

  private below(limit: number): number {
    return Math.floor(this.random() * limit);
  }

  private one<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error('There is nothing to choose from.');
    return item;
  }

  private networkEvent(): NetworkEvent {
    return this.one<NetworkEvent>(['works', 'fails', 'is cut', 'loses the answer']);
  }

  private newValue(): string {
    this.count += 1;
    return `值${String(this.count)}。`;
  }

  private async begin(): Promise<void> {
    const shared: VirtualDisk = await sharedDisk();
    const files: Record<string, string> = { 'teams/t0.yaml': teamText([]), 'teams/t1.yaml': teamText(['p1']) };
    for (let index = 0; index < 4; index += 1) {
      this.people += 1;
      const person = { quote: this.newValue(), headline: this.newValue(), honours: [], status: 'draft' };
      files[personFile(`p${String(index)}`)] = textOf(`p${String(index)}`, person);
    }
    const first = await Office.open('o0', shared, files);
    await first.synchronize();
    this.offices = [first];
    const count = 2 + this.below(4);
    for (let index = 1; index < count; index += 1) {
      const office = await Office.open(`o${String(index)}`, shared);
      await office.synchronize();
      this.offices.push(office);
    }
  }

  private prepareKill(office: Office): void {
    let left = 1 + this.below(400);
    office.disk.onOperation = () => {
      left -= 1;
      if (left > 0) return;
      office.disk.onOperation = () => undefined;
      this.story.kills += 1;
      office.disk.kill();
    };
  }

  private async recover(office: Office, error: unknown): Promise<void> {
    if (isKilled(error)) {
      office.disk.onOperation = () => undefined;
      if (this.random() < 0.5) office.disk.failPower(this.random);
      office.disk.revive();
      await office.start();
      return;
    }
    if (!(error instanceof SharingFailure) && !(error instanceof StoreFailure)) throw error;
    this.story.failures += 1;
  }

  private async synchronize(office: Office): Promise<void> {
    const { changed, waiting } = await office.synchronize();
    if (changed.length > 0) this.story.merges += 1;
    this.story.waiting += waiting;
  }

  /** The people that an office has, by their addresses. */
  private peopleOf(office: Office): Map<string, { id: string; person: Person; text: string }> {
    const people = new Map<string, { id: string; person: Person; text: string }>();
    for (const [path, text] of Object.entries(office.files())) {
      const entry = entryAt(path);
      if (entry?.kind !== 'people') continue;
      const fields = readEntry(entry, Buffer.from(text)) as unknown as {
        name: string;
        quote: string;
        headline: string;
        honours?: { title: string }[];
        publication: { status: string };
      };
      const { name: id, quote, headline, honours = [], publication } = fields;
      this.ids.set(path, id);
      people.set(entry.slug, {
        id,
        text,
        person: { quote, headline, honours: honours.map(({ title }) => title), status: publication.status },
      });
    }
    return people;
  }

  private async edit(office: Office): Promise<void> {
    const people = this.peopleOf(office);
    const kind = this.random();
    if (people.size === 0 || kind < 0.08) {
      const id = `p${String(this.people)}`;
      this.people += 1;
      const person = { quote: this.newValue(), headline: this.newValue(), honours: [], status: 'draft' };
      const version = await this.save(office, { [personFile(id)]: textOf(id, person) });
      this.note(office, id, version, { quote: person.quote, headline: person.headline });
      return;
    }
    const [slug, { id, person, text }] = this.one([...people]);
    if (kind < 0.15) {
      const path = this.one(['teams/t0.yaml', 'teams/t1.yaml']);
      const members = referencesOf({ kind: 'teams', slug: 't', file: path }, Buffer.from(office.read(path) ?? ''));
      const others = members.map((each) => each.slug).filter((each) => each !== slug);
      await this.save(office, { [path]: teamText(this.random() < 0.7 ? [...others, slug] : others) });
    } else if (kind < 0.22) {
      const version = await this.save(office, { [personFile(slug)]: null });
      if (version !== undefined) this.deleted.push({ id, version });
    } else if (kind < 0.3) {
      await this.save(office, {
        [personFile(slug)]: null,
        [personFile(`${id}-${String((this.count += 1))}`)]: text,
      });
    } else if (kind < 0.46) {
      const status = person.status === 'draft' ? 'published' : 'withdrawn';
      const version = await this.save(office, { [personFile(slug)]: textOf(id, { ...person, status }) });
      if (version !== undefined && status === 'withdrawn') this.withdrawn.push({ id, version });
    } else if (kind < 0.62) {
      const honour = this.newValue();
      const honours = [...person.honours, honour];
      const version = await this.save(office, { [personFile(slug)]: textOf(id, { ...person, honours }) });
      this.note(office, id, version, { honours: honour });
    } else {
      const changed = {
        ...(this.random() < 0.6 && { quote: this.newValue() }),
        ...(this.random() < 0.6 && { headline: this.newValue() }),
      };
      const version = await this.save(office, { [personFile(slug)]: textOf(id, { ...person, ...changed }) });
      this.note(office, id, version, changed);
    }
  }

  /** Takes the last save back: what it did is promised no longer, from the moment at which it is asked for. */
  private async undo(office: Office): Promise<void> {
    const last = (await office.store.lastOwn())?.version;
    if (last === undefined) return;
    const [written, deleted, withdrawn] = [this.written, this.deleted, this.withdrawn];
    const isOther = (each: { version: string }) => each.version !== last;
    this.written = written.filter(isOther);
    this.deleted = deleted.filter(isOther);
    this.withdrawn = withdrawn.filter(isOther);
    for (const { value, version } of written) if (version === last) this.unanswered.add(value);
    for (const { id, version } of deleted) if (version === last) this.unanswered.add(id);
    const result = await office.undo();
    if (result.kind === 'saved') {
      this.story.undone += 1;
      this.acknowledged.push(result.version);
    } else [this.written, this.deleted, this.withdrawn] = [written, deleted, withdrawn];
  }

  /** Saves. Resolves to the version; `undefined` where nothing changed. */
  private async save(office: Office, files: Readonly<Record<string, string | null>>): Promise<string | undefined> {
    const version = await office.save(files).catch((error: unknown) => {
      for (const [path, text] of Object.entries(files)) {
        const old = text ?? `name: ${this.idAt(office, path)}`;
        for (const [value] of old.matchAll(/值\d+。|(?<=name: )p\d+/g)) this.unanswered.add(value);
      }
      throw error;
    });
    if (version === undefined) return undefined;
    this.story.saves += 1;
    this.acknowledged.push(version);
    return version;
  }

  /** The person at a path, as the newest version has it. */
  private idAt(office: Office, path: string): string {
    return /^name: (\S+)/m.exec(office.read(path) ?? '')?.[1] ?? this.ids.get(path) ?? '';
  }

  /** Who was at a path last. */
  private readonly ids = new Map<string, string>();

  private note(
    office: Office,
    person: string,
    version: string | undefined,
    values: Partial<Record<WrittenValue['field'], string>>,
  ): void {
    if (version === undefined) return;
    for (const [field, value] of Object.entries(values) as [WrittenValue['field'], string][])
      this.written.push({ version, office: office.name, person, field, value });
  }

  /** Everybody sends and brings, undisturbed, until nothing is left. Resolves to whether that was reached. */
  private async settle(): Promise<boolean> {
    for (const office of this.offices) office.network = () => 'works';
    const heads: (string | undefined)[] = [];
    // Two rounds bring everything everywhere; what was stopped half-way may need one more.
    for (let round = 0; round < 5; round += 1) {
      for (const office of this.offices) await this.synchronize(office);
      heads.push(await this.offices[0]?.head());
    }
    return heads.at(-1) === heads.at(-2);
  }

  private async compare(): Promise<void> {
    const [first] = this.offices;
    if (first === undefined) return;
    const files = first.files();
    for (const office of this.offices) {
      const own = office.files();
      const paths = new Set([...Object.keys(files), ...Object.keys(own)]);
      for (const path of paths)
        if (own[path] !== files[path])
          throw new BrokenPromise(`${path} differs between ${first.name} and ${office.name}`);
      if ((await office.head()) !== (await first.head())) throw new BrokenPromise(`${office.name} has another version`);
      if ((await office.countUnsent()) !== 0) throw new BrokenPromise(`${office.name} has not sent everything`);
      const tree = (await office.store.tree()).filter(({ type }) => type === 'blob');
      for (const { path, sha } of tree)
        if ((await office.store.recordedId(path)) !== sha)
          throw new BrokenPromise(`${path} is in no version of ${office.name}`);
    }
    const ancestors = await first.ancestors();
    for (const version of this.acknowledged)
      if (!ancestors.has(version)) throw new BrokenPromise('an acknowledged version is no longer in the history');
    this.compareEntries(files);
    await this.compareValues(first, ancestors);
  }

  private compareEntries(files: Readonly<Record<string, string>>): void {
    const slugs = new Set(Object.keys(files).flatMap((path) => entryAt(path)?.slug ?? []));
    const ids = new Map<string, string>();
    for (const [path, text] of Object.entries(files)) {
      const entry = entryAt(path);
      if (entry === undefined) continue;
      const fields = schemas[entry.kind].safeParse(fieldsOf(entry, Buffer.from(text)));
      if (!fields.success) throw new BrokenPromise(`${path} does not fit its schema: ${String(fields.error)}`);
      for (const { slug } of referencesOf(entry, Buffer.from(text)))
        if (!slugs.has(slug)) throw new BrokenPromise(`${path} names ${slug}, which is gone`);
      if (entry.kind !== 'people') continue;
      const { name, publication } = fields.data as { name: string; publication: { status: string } };
      if (ids.has(name)) throw new BrokenPromise(`${name} is there twice: ${path} and ${ids.get(name) ?? ''}`);
      ids.set(name, path);
      if (this.withdrawn.some(({ id }) => id === name) && publication.status !== 'withdrawn')
        throw new BrokenPromise(`${name} was withdrawn and is ${publication.status}`);
    }
  }

  /** Every value that was written is there, was overwritten by somebody who had seen it, or waits for an editor. */
  private async compareValues(first: Office, ancestors: ReadonlyMap<string, ReadonlySet<string>>): Promise<void> {
    const people = new Map([...this.peopleOf(first).values()].map((each) => [each.id, each.person]));
    const waiting = new Set<string>();
    for (const office of this.offices) {
      for (const save of await office.waiting()) {
        for (const id of save.writes.values()) {
          const text = Buffer.from((await office.store.kept(id)) ?? []).toString();
          for (const [value] of text.matchAll(/值\d+。/g)) waiting.add(value);
        }
      }
    }
    const isBefore = (earlier: string, later: string) => ancestors.get(later)?.has(earlier) === true;
    for (const { version, person, field, value } of this.written) {
      const now = people.get(person);
      const isThere = now !== undefined && (field === 'honours' ? now.honours.includes(value) : now[field] === value);
      if (isThere || waiting.has(value)) continue;
      const isGone =
        now === undefined
          ? this.unanswered.has(person) ||
            this.deleted.some((each) => each.id === person && isBefore(version, each.version))
          : false;
      const isOverwritten =
        field !== 'honours' &&
        ((now !== undefined && this.unanswered.has(now[field])) ||
          [...waiting].some((each) => this.unanswered.has(each)) ||
          this.written.some(
            (other) =>
              other.person === person &&
              other.field === field &&
              other.value !== value &&
              isBefore(version, other.version),
          ));
      if (!isGone && !isOverwritten) throw new BrokenPromise(`${value} in ${field} of ${person} is lost`);
    }
  }
}
