/** Takes clips in and makes them, for the test that kills it: `node clip-jobs-process.ts <folder> <content> <media> <file…>`. */
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { environment } from '../../src/environment.ts';
import { ClipJobs } from '../../src/media/clips/clip-jobs.ts';
import { folderStore } from '../../src/media/stores/store.ts';
import { findProgram } from '../../src/media/transcoding/ffmpeg.ts';

const [folder = '', contentDirectory = '', mediaDirectory = '', ...files] = process.argv.slice(2);
const jobs = new ClipJobs({
  folder,
  contentDirectory,
  openStore: () => folderStore(mediaDirectory),
  findProgram: () => findProgram(environment.ffmpeg),
  onReady: () => undefined,
});
await jobs.resume();
for (const file of files) await jobs.receive(basename(file), createReadStream(file));
await jobs.idle();
