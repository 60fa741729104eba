/** Starts Keystatic in the studio's page. */
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { Studio } from './studio.ts';

const place = document.querySelector('#studio');
if (place !== null) createRoot(place).render(createElement(Studio));
