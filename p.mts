import {scriptText} from './src/integrations/script-text.ts'; import {readdirSync} from 'node:fs'; import z from 'node:zlib';
const {text}=await scriptText(process.cwd()+'/src/components/stations/'+process.argv[2]); console.log(text.length, z.brotliCompressSync(text).length, (text.match(/defineProperty/g)||[]).length, (text.match(/\?\./g)||[]).length);
import {writeFileSync} from 'node:fs'; writeFileSync('/tmp/s-x.js',text);
