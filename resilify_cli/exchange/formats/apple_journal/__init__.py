"""The pages that Apple Journal exports."""
