# refresh
