// What the pieces of this page consist of, each a module of its own, loaded once in a window. Nothing to see or reach.
const shelf = (window.callKitShelf ??= {});
for (const [place, { js, css }] of Object.entries(HELD)) {
  shelf[place] ??= import(URL.createObjectURL(new Blob([js], { type: 'text/javascript' }))).then((m) => ({ draw: m.default, css }));
}

export default function () { return undefined; }
