import { Modal } from "@mantine/core";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { useTexts } from "../texts/use-texts.tsx";

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly size?: "md" | "lg";
  readonly children: ReactNode;
}

/** A dialog over the page; Escape and the named cross close it, and the focus goes back to where it came from. */
export function Dialog({ title, onClose, size = "md", children }: DialogProps) {
  const { t } = useTexts();
  useFocusReturn();
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={size}
      centered
      // It is gone as soon as it is closed, too soon for the library to do this.
      returnFocus={false}
      closeButtonProps={{ "aria-label": t.common.close }}
      // A header outside of any section would count as a second banner of the page.
      attributes={{ header: { role: "presentation" } }}
    >
      {children}
    </Modal>
  );
}

function useFocusReturn(): void {
  const [opener] = useState(() => document.activeElement);
  const isThere = useRef(false);
  useEffect(() => {
    isThere.current = true;
    return () => {
      isThere.current = false;
      // In a moment: the page must be out of the dialog's hands, and may be about to show it again.
      requestAnimationFrame(() => {
        if (!isThere.current && opener instanceof HTMLElement && opener.isConnected) opener.focus();
      });
    };
  }, [opener]);
}
