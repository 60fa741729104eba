/** Somewhere for a file to arrive: dropped, or pasted. */
import { useState, type ClipboardEvent, type CSSProperties, type DragEvent } from 'react';

/** What an element has that files are dropped on and pasted into. */
interface DropTarget {
  tabIndex: number;
  style: CSSProperties;
  onDragOver: (event: DragEvent) => void;
  onDragLeave: () => void;
  onDrop: (event: DragEvent) => void;
  onPaste: (event: ClipboardEvent) => void;
}

/** Makes an element a target. @param take is given the first file, whatever it calls itself */
export function useFileDrop(take: (file: File) => void): DropTarget {
  const [isOver, setIsOver] = useState(false);
  const arrive = (event: DragEvent | ClipboardEvent, transfer: DataTransfer | null) => {
    const file = transfer?.files[0];
    if (file === undefined) return;
    event.preventDefault();
    take(file);
  };
  return {
    // Somewhere for what is pasted to arrive.
    tabIndex: -1,
    style: isOver ? { outline: '2px dashed #2a6353', outlineOffset: 6, borderRadius: 6 } : {},
    onDragOver: (event) => {
      event.preventDefault();
      setIsOver(true);
    },
    onDragLeave: () => {
      setIsOver(false);
    },
    onDrop: (event) => {
      setIsOver(false);
      arrive(event, event.dataTransfer);
    },
    onPaste: (event) => {
      arrive(event, event.clipboardData);
    },
  };
}
