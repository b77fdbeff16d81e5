import { useNavigate, useSearch } from "@tanstack/react-router";

/** Whether a list's dialog for something new is open. It stands in the address, so that a reload leads back to it. */
export function useCreating(address: "/campaigns" | "/audiences"): readonly [boolean, (isOpen: boolean) => void] {
  const navigate = useNavigate();
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const open = (isOpen: boolean) =>
    void navigate({ to: address, search: isOpen ? { new: 1 } : {}, replace: true, resetScroll: false });
  return ["new" in search, open];
}
