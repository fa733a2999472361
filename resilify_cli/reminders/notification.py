"""The command that shows a notification, by what each system comes with."""

from __future__ import annotations

from resilify_cli.reminders.reminder import TEXT

# The text stands in it as it is: it is ours, and has no quotes.
_TOAST = (
    "$m=[Windows.UI.Notifications.ToastNotificationManager,Windows.UI.Notifications,ContentType=WindowsRuntime];"
    "$x=$m::GetTemplateContent([Windows.UI.Notifications.ToastTemplateType]::ToastText01);"
    f"$x.GetElementsByTagName('text')[0].InnerText='{TEXT}';"
    "$m::CreateToastNotifier('{1AC14E77-02E7-4E5D-B744-2EB1AE5198B7}\\WindowsPowerShell\\v1.0\\powershell.exe')"
    ".Show([Windows.UI.Notifications.ToastNotification]::new($x))"
)


def notification_command(platform: str) -> tuple[str, ...]:
    """Return the command that shows a reminder, and what of it is a program to be there.

    Args:
        platform: `sys.platform`.
    """
    if platform == "darwin":
        return ("osascript", "-e", f'display notification "{TEXT}"')
    if platform == "win32":
        return ("powershell", "-NoProfile", "-WindowStyle", "Hidden", "-Command", _TOAST)
    return ("notify-send", TEXT)
