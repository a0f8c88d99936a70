"""What the sources say: records edited by people, and the Parquet tables built from them."""
