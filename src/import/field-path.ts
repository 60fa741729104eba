/** Reads and sets fields of an entry by their paths. */

/** The value at a path of field names, e.g. `location.lng`; undefined where a group is missing. */
export function valueAt(fields: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[key] : undefined,
      fields,
    );
}

/** Sets a field by its path, making the groups on the way; `undefined` removes it. */
export function setAt(fields: Record<string, unknown>, path: string, value: unknown): void {
  const [key = '', ...rest] = path.split('.');
  if (rest.length > 0) {
    const inner = fields[key];
    const group = inner !== null && typeof inner === 'object' ? (inner as Record<string, unknown>) : {};
    fields[key] = group;
    setAt(group, rest.join('.'), value);
  } else if (value === undefined) {
    Reflect.deleteProperty(fields, key);
  } else {
    fields[key] = value;
  }
}
