/** Starts Keystatic in the studio's page. */
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import CaptionsInput from './forms/captions-input.ts';
import ClipInput from './forms/clip-input.ts';
import DayInput from './forms/day-input.ts';
import EntryPicker from './forms/entry-picker.ts';
import FrameChooser from './forms/frame-chooser.ts';
import { provideInputs } from './forms/inputs.ts';
import LocationInput from './forms/location-input.ts';
import TownInput from './forms/town-input.ts';
import WeekInput from './forms/week-input.ts';
import { Studio } from './studio.ts';

provideInputs({
  captions: CaptionsInput,
  clip: ClipInput,
  day: DayInput,
  entries: EntryPicker,
  frames: FrameChooser,
  location: LocationInput,
  town: TownInput,
  week: WeekInput,
});
const place = document.querySelector('#studio');
if (place !== null) createRoot(place).render(createElement(Studio));
