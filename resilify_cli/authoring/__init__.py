"""Tools for whoever writes a program: trial walks, figures, skeletons, previews, pages to print."""
