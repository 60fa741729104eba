/** The schema of each kind as the content check uses it: a picture is the path of a file that must exist. */
import { z } from 'zod';
import { entrySchemas } from '../schemas/index.ts';

/** The schema of a picture field. */
export const picture = () => z.string().min(1).meta({ picture: true });

/** Every kind's schema. */
export const schemas = entrySchemas(picture);
