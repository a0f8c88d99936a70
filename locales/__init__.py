"""The interface's texts: English in the code, Chinese in ``zh_CN``."""
