import { type ReactElement, type ReactNode, useRef, useState } from "react";
import { Button } from "./controls.tsx";

interface DropZoneProps {
  readonly children: ReactNode;
  take(files: readonly File[]): void;
}

/** Takes files by dropping, by choosing, and whole folders of them. */
export function DropZone({ children, take }: DropZoneProps): ReactElement {
  const [over, setOver] = useState(false);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const chosen = (input: HTMLInputElement | null): void => {
    if (!input?.files?.length) return;
    take([...input.files].filter(({ name }) => !name.startsWith(".")));
    input.value = "";
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way; the buttons within are the others
    <div
      className={`drop ${over ? "over" : ""}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void filesOf(event.dataTransfer).then((all) => all.length > 0 && take(all));
      }}
    >
      {children}
      <div className="row">
        <Button onClick={() => files.current?.click()}>Choose files</Button>
        <Button kind="bare" onClick={() => folder.current?.click()}>
          Choose a folder
        </Button>
      </div>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        aria-label="Files"
        onChange={(event) => chosen(event.currentTarget)}
      />
      <input
        ref={(input) => {
          folder.current = input;
          input?.setAttribute("webkitdirectory", "");
        }}
        type="file"
        hidden
        aria-label="Folder"
        onChange={(event) => chosen(event.currentTarget)}
      />
    </div>
  );
}

/** Files that were dropped, and those within dropped folders. */
async function filesOf(data: DataTransfer): Promise<readonly File[]> {
  const entries = [...data.items].map((item) => item.webkitGetAsEntry());
  if (entries.every((entry) => entry === null)) return [...data.files];
  const found: File[] = [];
  const walk = async (entry: FileSystemEntry): Promise<void> => {
    if (entry.name.startsWith(".")) return;
    if (entry.isFile)
      return void found.push(await new Promise<File>((ok, no) => (entry as FileSystemFileEntry).file(ok, no)));
    const reader = (entry as FileSystemDirectoryEntry).createReader();
    for (;;) {
      const some = await new Promise<FileSystemEntry[]>((ok, no) => reader.readEntries(ok, no));
      if (some.length === 0) return;
      for (const each of some) await walk(each);
    }
  };
  for (const entry of entries) if (entry) await walk(entry);
  return found;
}
