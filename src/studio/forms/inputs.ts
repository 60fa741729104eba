/**
 * The inputs of fields that are our own. Their parts are for browsers alone, and the forms are read by commands too: the page of
 * the studio provides them before it draws a form, so that no field appears later than the others and moves them.
 */
import type CaptionsInput from './captions-input.ts';
import type ClipInput from './clip-input.ts';
import type DayInput from './day-input.ts';
import type EntryPicker from './entry-picker.ts';
import type FrameChooser from './frame-chooser.ts';
import type LocationInput from './location-input.ts';
import type TownInput from './town-input.ts';
import type WeekInput from './week-input.ts';

/** The inputs by their names. */
export interface Inputs {
  captions: typeof CaptionsInput;
  clip: typeof ClipInput;
  day: typeof DayInput;
  entries: typeof EntryPicker;
  frames: typeof FrameChooser;
  location: typeof LocationInput;
  town: typeof TownInput;
  week: typeof WeekInput;
}

let provided: Inputs | undefined;

/** Provides the inputs of this page. */
export function provideInputs(inputs: Inputs): void {
  provided = inputs;
}

/** An input of this page. @throws where none are provided, as in commands */
export function inputOf<Name extends keyof Inputs>(name: Name): Inputs[Name] {
  if (provided === undefined) throw new Error(`the input ${name} is for browsers alone`);
  return provided[name];
}
