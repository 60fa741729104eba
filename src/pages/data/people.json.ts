/** Open data: the workers who are shown. Pictures and stories stay on their pages. */
import type { APIRoute } from 'astro';
import { people } from '../../library/people.ts';
import { absolute, json } from './_responses.ts';

export const GET: APIRoute = async () =>
  json(
    (await people()).map((person) => ({
      slug: person.slug,
      url: absolute(person.href),
      name: person.name,
      trade: person.trade,
      town: person.town,
      headline: person.headline,
      themes: person.themes,
      honourYears: person.honourYears,
      sample: person.isSample,
    })),
  );
