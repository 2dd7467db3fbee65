'use strict';
{
  const NOTHING = 256; // a level that no pixel reaches
  const page = document.body.dataset;
  const heatColours = Uint8Array.from(page.heat.match(/../g), (hex) => parseInt(hex, 16));
  const cards = [...document.querySelectorAll('.card')];
  const order = new Map(cards.map((card, i) => [card, i]));
  for (const card of cards) {
    const canvas = card.querySelector('canvas');
    canvas.style.setProperty('--proportion', canvas.width / canvas.height);
  }
  const near = new Set(); // cards on the screen or close to it
  const loaded = new Map(); // what is decoded of a card, or the promise of it
  const layers = { heat: true, found: true, truth: true };
  const byId = (id) => document.getElementById(id);

  const bytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));

  const inflate = async (packed) => {
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate'));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  };

  /** Photograph, levels and masks of a card. */
  async function decode(card) {
    const jpeg = new Blob([bytes(card.querySelector('.photo').textContent)], { type: 'image/jpeg' });
    const width = Number(card.dataset.width);
    const height = Number(card.dataset.height);
    const packed = bytes(card.querySelector('.planes').textContent);
    const [photo, planes] = await Promise.all([createImageBitmap(jpeg), inflate(packed)]);
    const size = width * height;
    const levels = planes.subarray(0, size);
    for (let i = 0; i < size; i++) if (i % width) levels[i] += levels[i - 1];
    const masks = planes.subarray(size);
    const known = card.dataset.truth === 'true';
    return {
      photo, width, height, levels,
      predicted: masks.map((bits) => bits & 1),
      truth: known ? masks.map((bits) => bits >> 1) : null,
      heat: heat(levels, width, height),
    };
  }

  function heat(levels, width, height) {
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    const context = canvas.getContext('2d');
    const image = context.createImageData(width, height);
    for (let i = 0; i < levels.length; i++) {
      image.data.set(heatColours.subarray(3 * levels[i], 3 * levels[i] + 3), 4 * i);
      image.data[4 * i + 3] = Math.round(levels[i] * page.mostHeat);
    }
    context.putImageData(image, 0, 0);
    return canvas;
  }

  /** The outlines of a mask along the edges of its pixels, in pixels, and their length. */
  function outline(mask, width, height) {
    const ends = new Map(); // of the edges from a corner, with the marked pixel on the right
    const corner = (x, y) => y * (width + 1) + x;
    const edge = (from, to) => (ends.has(from) ? ends.get(from).push(to) : ends.set(from, [to]));
    for (let y = 0, i = 0; y < height; y++)
      for (let x = 0; x < width; x++, i++) {
        if (!mask[i]) continue;
        if (y === 0 || !mask[i - width]) edge(corner(x, y), corner(x + 1, y));
        if (x === width - 1 || !mask[i + 1]) edge(corner(x + 1, y), corner(x + 1, y + 1));
        if (y === height - 1 || !mask[i + width]) edge(corner(x + 1, y + 1), corner(x, y + 1));
        if (x === 0 || !mask[i - 1]) edge(corner(x, y + 1), corner(x, y));
      }
    const path = new Path2D();
    let length = 0;
    for (const [start, open] of ends)
      while (open.length) {
        let at = start;
        let heading = 0;
        path.moveTo(start % (width + 1), Math.floor(start / (width + 1)));
        do {
          const to = ends.get(at).pop();
          if (heading && to - at !== heading) path.lineTo(at % (width + 1), Math.floor(at / (width + 1)));
          heading = to - at;
          at = to;
          length++;
        } while (at !== start);
        path.closePath();
      }
    return { path, length };
  }

  /** F1 of the marked pixels; undefined without a defect. */
  function f1(mask, truth) {
    if (!truth) return undefined;
    let hit = 0, marked = 0, defect = 0;
    for (let i = 0; i < mask.length; i++) {
      hit += mask[i] & truth[i];
      marked += mask[i];
      defect += truth[i];
    }
    return defect ? 2 * hit / (marked + defect) : undefined;
  }

  const slider = (card) => card.querySelector('input[type=range]');
  const moved = (card) => 'moved' in card.dataset;

  /** Brings the contour and the numbers of a card to its threshold, and draws it. */
  function update(card) {
    const image = loaded.get(card);
    if (!image || image instanceof Promise) return;
    const level = Number(slider(card).value);
    const mask = moved(card) ? image.levels.map((of) => (of >= level ? 1 : 0)) : image.predicted;
    image.contour = outline(mask, image.width, image.height);
    image.border ??= image.truth && outline(image.truth, image.width, image.height);
    const value = f1(mask, image.truth);
    card.dataset.marked = mask.reduce((sum, pixel) => sum + pixel, 0);
    card.dataset.contour = image.contour.length;
    card.dataset.f1Now = value ?? '';
    card.querySelector('.f1').textContent = value === undefined ? '–' : value.toFixed(3);
    card.querySelector('.at').textContent = moved(card) ? threshold(card, level) : 'as predicted';
    card.querySelector('.reset').hidden = !moved(card);
    draw(card, image);
  }

  const threshold = (card, level) =>
    level === NOTHING ? `above ${number(card.dataset.top)}` : number(card.dataset.top * level / 255);

  const number = (value) => String(Number(Number(value).toPrecision(4)));

  function draw(card, image) {
    const canvas = card.querySelector('canvas');
    const { photo } = image;
    const shown = canvas.clientWidth || photo.width;
    canvas.width = Math.round(shown * Math.min(2, Math.max(1, window.devicePixelRatio)));
    canvas.height = Math.max(1, Math.round(canvas.width * photo.height / photo.width));
    const context = canvas.getContext('2d');
    context.drawImage(photo, 0, 0, canvas.width, canvas.height);
    if (layers.heat) context.drawImage(image.heat, 0, 0, canvas.width, canvas.height);
    const unit = canvas.width / shown;
    if (layers.truth && image.border) stroke(context, canvas, image, image.border.path, page.truth, [7 * unit, 4 * unit], unit);
    if (layers.found) stroke(context, canvas, image, image.contour.path, page.found, [], unit);
    card.dataset.drawn = '';
  }

  /** A line on a dark rim, which stands out on light and on dark ground. */
  function stroke(context, canvas, image, path, colour, dashes, unit) {
    const scaled = new Path2D();
    scaled.addPath(path, new DOMMatrix().scale(canvas.width / image.width, canvas.height / image.height));
    context.setLineDash(dashes);
    context.lineJoin = 'round';
    for (const [style, width] of [['rgb(0 0 0 / 0.75)', 3.5], [colour, 1.75]]) {
      context.strokeStyle = style;
      context.lineWidth = width * unit;
      context.stroke(scaled);
    }
  }

  async function load(card) {
    if (loaded.has(card)) return loaded.get(card); // perhaps a promise
    const decoding = decode(card);
    loaded.set(card, decoding);
    try {
      const image = await decoding;
      if (loaded.get(card) !== decoding) { // released meanwhile
        image.photo.close();
        return;
      }
      loaded.set(card, image);
      slider(card).disabled = false;
      update(card);
    } catch (error) {
      card.dataset.failed = '';
      console.error(card.dataset.name, error);
      throw error;
    }
  }

  /** Gives back the memory; a card that is needed again is decoded again, at the threshold where it was. */
  function release(card) {
    if (!loaded.has(card)) return;
    loaded.get(card).photo?.close();
    loaded.delete(card);
    const canvas = card.querySelector('canvas');
    canvas.width = canvas.height = 1;
    slider(card).disabled = true;
    delete card.dataset.drawn;
  }

  const watch = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) {
        near.add(target);
        load(target).catch(() => {});
      } else {
        near.delete(target);
        release(target);
      }
    }
  }, { rootMargin: '400px 0px' });

  const shown = () => cards.filter((card) => !card.hidden);

  const matches = {
    all: () => true,
    good: (card) => card.dataset.label === 'good',
    bad: (card) => card.dataset.label === 'bad',
  };
  const matcher = (filter) => matches[filter] ?? ((card) => card.dataset.verdict === filter);

  function filter() {
    const match = matcher(byId('filter').value);
    for (const card of cards) card.hidden = !match(card);
    byId('count').textContent = `${shown().length} of ${cards.length}`;
  }

  const naming = new Intl.Collator('en', { numeric: true });
  const value = (text, otherwise) => (text === '' ? otherwise : Number(text));
  const comparisons = {
    score: (a, b) => value(b.dataset.score) - value(a.dataset.score),
    '-score': (a, b) => value(a.dataset.score) - value(b.dataset.score),
    f1: (a, b) => value(a.dataset.f1, 2) - value(b.dataset.f1, 2),
    name: (a, b) => naming.compare(a.dataset.name, b.dataset.name),
  };

  function sort() {
    const compare = comparisons[byId('sort').value];
    for (const gallery of document.querySelectorAll('.gallery'))
      gallery.append(...[...gallery.children].sort((a, b) => compare(a, b) || order.get(a) - order.get(b)));
  }

  /** Draws every image that the filter shows, and prints. */
  async function print() {
    const button = byId('print');
    button.disabled = true;
    for (const [i, card] of shown().entries()) {
      button.textContent = `Preparing ${i + 1}`;
      await load(card).catch(() => {});
    }
    document.body.dataset.complete = '';
    button.disabled = false;
    button.textContent = 'Print';
    window.print();
  }

  window.addEventListener('afterprint', () => {
    delete document.body.dataset.complete;
    for (const card of cards) if (!near.has(card)) release(card);
  });

  document.addEventListener('input', ({ target }) => {
    const card = target.closest('.card');
    if (!card) return;
    card.dataset.moved = '';
    update(card);
  });

  document.addEventListener('click', ({ target }) => {
    const card = target.closest('.card');
    if (!card) return;
    if (target.closest('.reset')) {
      delete card.dataset.moved;
      slider(card).value = card.dataset.level;
      update(card);
    } else if (target.closest('.picture')) {
      const large = card.classList.toggle('large');
      card.querySelector('.picture').setAttribute('aria-expanded', String(large));
      update(card);
    }
  });

  for (const layer of Object.keys(layers))
    byId(layer).addEventListener('change', ({ target }) => {
      layers[layer] = target.checked;
      for (const card of cards) if ('drawn' in card.dataset) draw(card, loaded.get(card));
    });
  let resizing;
  window.addEventListener('resize', () => {
    cancelAnimationFrame(resizing);
    resizing = requestAnimationFrame(() => {
      for (const card of cards) if ('drawn' in card.dataset) draw(card, loaded.get(card));
    });
  });
  for (const option of byId('filter').options) {
    const count = cards.filter(matcher(option.value)).length;
    option.textContent += ` (${count})`;
    option.disabled = count === 0;
  }
  byId('filter').addEventListener('change', filter);
  byId('sort').addEventListener('change', sort);
  byId('print').addEventListener('click', print);
  byId('filter').value = 'all'; // not what the browser kept from an earlier visit
  byId('sort').value = 'score';
  sort();
  filter();
  for (const card of cards) watch.observe(card);
}
