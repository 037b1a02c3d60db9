import { type ReactElement, useEffect, useRef } from "react";
import { KEYS } from "../state/keys.ts";
import { Button } from "./controls.tsx";

const WORDS: readonly (readonly [word: string, means: string])[] = [
  ["Plan", "every choice for one piece of work, each with its reason; change any, lock any, put any back"],
  ["Locked", "planning anew leaves this value as it is"],
  ["LUFS", "loudness as ITU-R BS.1770 defines it; −14 is usual for streaming"],
  ["dBTP", "true peak: the highest the sound gets between the samples too"],
  ["PSR", "peak to short-term loudness: how much room there is for drums to hit"],
  ["90 %", "an interval that the truth lies in about nine times in ten"],
];

/** Keys and words, on `?`. */
export default function Help({ close }: { close(): void }): ReactElement {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} aria-labelledby="help-title" onClose={close}>
      <div className="stack loose">
        <div className="row wide">
          <h2 id="help-title">Help</h2>
          <Button icon="close" label="Close (Esc)" onClick={() => dialog.current?.close()} />
        </div>
        <table>
          <caption>Keys</caption>
          <tbody>
            {KEYS.map(([keys, does]) => (
              <tr key={keys}>
                <th scope="row">
                  <kbd>{keys}</kbd>
                </th>
                <td>{does}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <table>
          <caption>Words</caption>
          <tbody>
            {WORDS.map(([word, means]) => (
              <tr key={word}>
                <th scope="row">{word}</th>
                <td>{means}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p className="small quiet">
          Everything stays on this machine. What is done here can be done on the command line too: songwright help.
        </p>
      </div>
    </dialog>
  );
}
