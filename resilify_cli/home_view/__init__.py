"""What `resilify` alone shows, and how much of it a glance over the shoulder may see."""
