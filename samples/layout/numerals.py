"""Chinese numerals."""


def numeral(n: int) -> str:
    """Chinese numeral up to 99."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(n, 10)
    head = "" if not tens else ("十" if tens == 1 else digits[tens] + "十")
    return head + (digits[ones] if ones or not tens else "")
