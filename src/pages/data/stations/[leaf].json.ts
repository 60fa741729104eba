/** A leaf for the finder of many stations. Its name contains a hash of its content, so it may be cached for ever. */
import type { APIRoute, GetStaticPaths } from 'astro';
import { finder } from '../../../library/finder.ts';

export const getStaticPaths = (async () =>
  (await finder()).files.map(({ name, text }) => ({
    params: { leaf: name },
    props: { text },
  }))) satisfies GetStaticPaths;

export const GET: APIRoute<{ text: string }> = ({ props }) =>
  new Response(props.text, { headers: { 'content-type': 'application/json; charset=utf-8' } });
