"""What a definition is: pure, without database, web or clock."""
