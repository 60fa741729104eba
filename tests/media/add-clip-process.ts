/** Adds one clip, for the tests that kill it: `node add-clip-process.ts <file> <content> <media>`. */
import { environment } from '../../src/environment.ts';
import { addClip } from '../../src/media/clips/add-clip.ts';
import { findProgram } from '../../src/media/transcoding/ffmpeg.ts';
import { folderStore } from '../../src/media/stores/store.ts';

const [file = '', contentDirectory = '', mediaDirectory = ''] = process.argv.slice(2);
const program = await findProgram(environment.ffmpeg);
await addClip({ file, contentDirectory, store: folderStore(mediaDirectory), program });
