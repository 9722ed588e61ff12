"""What is said of each doubt, in English and in Chinese.

The names in braces are the parameters that a doubt of the code carries (templates: ``types.words``). After a change
here run ``python -m ocrkit.types.doubts_page docs/doubts.md``; a test compares.
"""

from __future__ import annotations

from collections.abc import Mapping

from ocrkit.types.doubt_codes import DoubtCode
from ocrkit.types.words import Words

_SUM_EN = (
    "a sum does not hold with it: {form}, {axis!t} {line}: {left!k} is {left_sum}, {right!k} adds up to {right_sum}"
)
_SUM_ZH = "所在的合计不成立：{form}，{axis!t} {line}：{left!k} 为 {left_sum}，{right!k} 合计为 {right_sum}"
_C = DoubtCode

CATALOGUE: Mapping[DoubtCode, Words] = {
    _C.DAMAGED_PAGE: Words(
        "the file of its page is damaged: what is seen may not be what was scanned",
        "所在页的文件已损坏：所见内容可能与原扫描件不同",
    ),
    _C.MARK_IN_MIDDLE: Words(
        "a small mark stands in the middle of the cell: a dash, or dirt",
        "单元格中央有一个小墨点：可能是横线，也可能是污点",
    ),
    _C.COARSE_PAGE: Words(
        "the page is black and white and too coarse for fine strokes: they may have left nothing",
        "页面为黑白且分辨率过低：细笔画可能没有留下痕迹",
    ),
    _C.DASH_MAYBE_LOST: Words(
        "many dashes of the table are nearly gone: a blank may have been one",
        "表中许多横线几乎看不见：空白处原来可能是横线",
    ),
    _C.PRINT_MAYBE_LOST: Words(
        "print of the table hardly stands out from its paper: a blank may have been print",
        "表中文字与纸面几乎无法区分：空白处原来可能有文字",
    ),
    _C.MARK_BEFORE_NUMBER: Words(
        "a small mark stands before the number, where a minus sign does", "数字前有一个小墨点，正在负号的位置上"
    ),
    _C.SLIVER_OR_ONE: Words(
        "thin ink by the rule left out: a remnant of it, or a 1",
        "表格线旁的细墨迹未读：可能是线的残留，也可能是数字 1",
    ),
    _C.LINE_LEFT_OUT: Words(
        "a line left out of a cell with nothing else in it: a remnant of a rule, or a dash or stroke printed there",
        "单元格内只有一条线，未读：可能是表格线的残留，也可能是印在格内的横线或斜线",
    ),
    _C.LINE_TOUCHES_PRINT: Words(
        "ink from side to side, or that goes on beyond one: a rule or a streak, print it touches, or print as wide",
        "墨迹贯穿单元格，或延伸到相邻单元格：可能是表格线或污痕、它碰到的文字，也可能是占满单元格的文字",
    ),
    _C.LINE_PARTS_CELL: Words(
        "a line from side to side with print on both sides of it: a streak, or the rule between two cells",
        "一条线贯穿单元格，两侧都有文字：可能是污痕，也可能是两个单元格之间的表格线",
    ),
    _C.SMALL_PRINT_OR_SPECKS: Words(
        "marks much smaller than the table's print: print of another size, or dirt",
        "墨迹比表中文字小得多：可能是另一字号的文字，也可能是污点",
    ),
    _C.VALUE_IN_FRAME: Words(
        "a value with a frame drawn in its cell: printed so, or a stamp",
        "数值所在的单元格内画有方框：可能原来如此印制，也可能是印章",
    ),
    _C.DIAGONAL_HEAD: Words(
        "a diagonal parts two names, with a slash here: which one is of the rows?",
        "斜线分开两个名称（此处写作 /）：哪一个是行的名称？",
    ),
    _C.INK_UNEXPLAINED: Words(
        "ink on the page as given that was not read: print, dirt, or part of a seal or a dark patch",
        "原页面此处有未读出的墨迹：可能是印上的内容、污点，也可能是印章或深色斑块的一部分",
    ),
    _C.PRINT_AGAINST_RULE: Words(
        "ink against a rule: print of which part may be under the rule or behind it, or the rule's own",
        "墨迹贴着表格线：可能有一部分印在线下或线外，也可能是线本身",
    ),
    _C.FAINT_INK: Words("the ink is faint", "墨迹很淡"),
    _C.PALE_INK: Words(
        "the ink is much paler than the rest: a stain, a fold, or print that shows through",
        "墨迹比其他单元格浅得多：可能是污渍、折痕或背面透印",
    ),
    _C.LOW_INK: Words("the ink is lower than a digit: what is left of a dash", "墨迹比数字矮：可能是横线的残留"),
    _C.PRINT_SIZE: Words(
        "figures of another size: a footnote's mark, or print that is not the table's",
        "数字大小不一：可能是脚注标记，也可能不是本表印的数字",
    ),
    _C.PRINT_BASELINE: Words(
        "figures off the line of the others: a footnote's mark, or print that is not the table's",
        "数字不在同一基线上：可能是脚注标记，也可能不是本表印的数字",
    ),
    _C.PRINT_WEIGHT: Words(
        "strokes of another width than the table's: print that is not the table's, or print over print",
        "笔画粗细与本表其他数字不同：可能不是本表印的数字，也可能是重叠的字迹",
    ),
    _C.PRINT_COLOUR: Words(
        "ink of another colour than the table's: a correction, a stamp, or a mark",
        "墨色与本表其他数字不同：可能是改动、印章或标记",
    ),
    _C.STRUCK_OUT: Words("a stroke runs through the figures", "数字上有删除线"),
    _C.GLYPHS_UNREAD: Words("more signs stand there than were read", "此处的字符比读出的多"),
    _C.GLYPHS_OVERLAP: Words(
        "figures run into each other: print over print, perhaps", "数字挤在一起：可能是重叠的字迹"
    ),
    _C.UNLIKE_FELLOWS: Words(
        "the {text!q} does not look like the table's others: another sign, another print, or lost strokes",
        "{text!q} 与本表其他相同数字的形状不同：可能是别的符号、别的字体，或缺了笔画",
    ),
    _C.READ_BY_PROTOTYPE: Words(
        "read as the table's others that look like it; by itself it was read as {text!q}",
        "按本表形状相同的字符读出；单独识别时读作 {text!q}",
    ),
    _C.MARK_LEFT_OUT: Words(
        "a mark beside the figures was left out as dirt, and could be print",
        "数字旁的一个墨点按污点未读，但可能是印上的",
    ),
    _C.PERCENT_INSIDE: Words("figures after a per cent sign: per mille, perhaps", "百分号后还有数字：可能是千分号"),
    _C.LONG_DASH: Words("a long line: how many dashes it is cannot be told", "横线很长：无法判断是几个破折号"),
    _C.DASH_OR_FEET: Words(
        "a dash by its shape, or what is left of digits: the feet of 22",
        "形状像横线，也可能是数字的残留（如 22 的底部）",
    ),
    _C.DASH_OFF_MIDDLE: Words(
        "the dash stands {off} text heights too low ({against})", "横线偏低 {off} 个字高（{against}）"
    ),
    _C.SLASH_OR_ONE: Words(
        "a lone stroke: a slash, a backslash, a bar, a 1, or what is left of a 7",
        "只有一笔：可能是斜线、反斜线或竖线，也可能是数字 1 或残缺的 7",
    ),
    _C.BOX_OR_NOUGHT: Words("a small box, or a nought", "可能是小方框，也可能是数字 0"),
    _C.POINT_OR_COMMA: Words("the point could be a comma", "小数点也可能是千位分隔的逗号"),
    _C.POINT_WITHOUT_ROOM: Words(
        "a point or comma where none stands, too near to the digits or above their feet: it may be a speck",
        "小数点或逗号的位置不对，离数字太近或高于数字底部：可能是污点",
    ),
    _C.NUMBERS_SIDE_BY_SIDE: Words(
        "numbers side by side: one number, or two cells whose rule was lost",
        "数字左右并列：可能是一个数，也可能是中间的表格线丢失的两个单元格",
    ),
    _C.NUMBERS_STACKED: Words(
        "numbers one above the other ({texts!q}): one number on several lines, or cells whose rule was lost",
        "数字上下排列（{texts!q}）：可能是分行的一个数，也可能是中间的表格线丢失的几个单元格",
    ),
    _C.READ_WITH_SPECKS: Words("read as {text!q} with the specks beside it", "连同旁边的墨点读作 {text!q}"),
    _C.LOOKS_DIFFER: Words("another look read {texts!q}", "再次识别时读作 {texts!q}"),
    _C.FREE_READING_DIFFERS: Words("read freely it is {texts!q}", "不限字符时读作 {texts!q}"),
    _C.VALUE_READING_DIFFERS: Words(
        "read as {text!q}, and as {value_text!q} if it is a value",
        "读作 {text!q}；若只许数值字符则读作 {value_text!q}",
    ),
    _C.IMPROBABLE: Words("the probability is only {probability:.2f}", "识别概率只有 {probability:.2f}"),
    _C.NO_VALUE_READ: Words("ink that was not read as a value", "有墨迹，但未读成数值"),
    _C.LINE_UNREAD: Words("a line of the cell cannot be read", "单元格中有一行无法识别"),
    _C.INK_UNREAD: Words("the ink cannot be read", "墨迹无法识别"),
    _C.TEXT_LAYER_DIFFERS: Words(
        "read as {read!q}; the page's text layer has {layer!q}", "识别为 {read!q}，页面的文本层为 {layer!q}"
    ),
    _C.TEXT_LAYER_SILENT: Words(
        "there is ink, and the page's text layer has nothing here", "有墨迹，但页面的文本层此处没有内容"
    ),
    _C.GAP_IN_NUMBER: Words("a gap inside the number", "数字中间有空隙"),
    _C.ODD_SEPARATORS: Words("separators that are not every three digits", "分隔符不在每三位处"),
    _C.LEADING_ZERO: Words("a number that begins with 0", "数字以 0 开头"),
    _C.POINT_WITHOUT_DECIMALS: Words("a decimal point with nothing after it", "小数点后没有数字"),
    _C.NEITHER_NUMBER_NOR_WORDS: Words("not a number, and not plainly words", "不是数字，也不是明确的文字"),
    _C.SIGN_IN_COUNT: Words("a sign where the form counts", "计数栏中出现正负号"),
    _C.SIGN_MAYBE_LOST: Words(
        "a change that is not read surely: a sign may be lost in it", "增减栏的数识别不够确定：可能漏掉了正负号"
    ),
    _C.DASH_OR_NUMERAL: Words("a dash, or the numeral 一", "可能是横线，也可能是数字“一”"),
    _C.PLACED_BY_FORM: Words(
        "its cell is where the form has one, not where ruling lines do: a line was lost, or one ran through it",
        "单元格按表样划定，并非由表格线围成：表格线缺失，或有多余的线穿过",
    ),
    _C.COLUMNS_BY_NUMBER: Words(
        "the table goes on from another page, where its columns lie differently: told by their number only",
        "表格由另一页接续，但两页的列位置不一致，仅按列的次序对应",
    ),
    _C.RULES_RUN_ON: Words(
        "rules run on past this side of the table: what lies beyond it was not seen",
        "表格线越过表格的这一侧继续延伸：其外侧的内容可能未被识别",
    ),
    _C.LABEL_UNREAD: Words(
        "the {axis!t}: its label could not be read; filed by its place among the others",
        "该{axis!t}的标签无法识别，按其在其他标签中的位置归入",
    ),
    _C.LABEL_UNLIKE: Words(
        "the {axis!t}: its label {label!q} is unlike the form's {expected!q}",
        "该{axis!t}的标签 {label!q} 与表样的 {expected!q} 不相像",
    ),
    _C.LABEL_BY_ORDER: Words(
        "the {axis!t}: its label, read as {label!q}, cannot be made out; it stands where the form has {expected!q}",
        "该{axis!t}的标签（读作 {label!q}）无法辨认，其位置与表样的 {expected!q} 相同",
    ),
    _C.LABEL_BY_ODDS: Words(
        "the {axis!t}: its label is told by what else its characters may be, as {label!q}, and by nothing beside it",
        "该{axis!t}的标签仅凭各字的其他可能读法推断为 {label!q}，别无佐证",
    ),
    _C.FILED_BY_SHAPE: Words(
        "the {axis!t}: its label cannot be made out; the table's cells lie as the form's: it is taken in their order",
        "该{axis!t}的标签无法辨认；表格的单元格与表样完全一致，按表样的顺序归入",
    ),
    _C.FEW_LABELS_TOLD: Words(
        "most of the table's labels cannot be made out: the others alone say that it is this form's",
        "表格的多数标签无法辨认，仅凭其余标签归入本表",
    ),
    _C.LABEL_FITS_TWICE: Words(
        "the {axis!t}: its label {label!q} fits more than one place, or stands there twice",
        "该{axis!t}的标签 {label!q} 可归入不止一处，或出现了两次",
    ),
    _C.HEADINGS_UNREAD: Words(
        "the column: no column heading could be read; columns taken in the form's order",
        "没有一个列标题能识别，各列按表样的顺序归入",
    ),
    _C.SEVERAL_VALUE_LINES: Words("the row: the table has more than one line of values", "该表有不止一行数值"),
    _C.SEVERAL_CELLS: Words("several cells stand in its place", "同一位置上有几个单元格"),
    _C.SPANS_COLUMNS: Words("its cell runs over other columns", "单元格跨到其他列"),
    _C.SPANS_ROWS: Words("its cell runs over other rows", "单元格跨到其他行"),
    _C.UNIT_DIFFERS: Words(
        "its heading states the unit {unit}, the form {form_unit}", "标题注明的单位是{unit}，表样的单位是{form_unit}"
    ),
    _C.BLANK_BESIDE_STRANGE: Words(
        "blank, and what stands beside it fits no label: one line, perhaps, that a stray rule cuts in two",
        "空白，而相邻内容不合任何标签：可能是一行被多余的线切成了两行",
    ),
    _C.OTHER_EDITION_FITS: Words(
        "its part of the table is more like another edition of the form", "所在的部分更像该表的另一版本"
    ),
    _C.BLOCK_NOT_TOLD: Words("the block it is in could not be told from another", "所在的表块与另一块无法区分"),
    _C.PLACE_TAKEN_TWICE: Words(
        "two cells of the table have this place in the form", "表中有两个单元格归入表样的同一位置"
    ),
    _C.SUMS_BROKEN: Words(
        "the sums that it stands in do not hold: misread, or printed wrong",
        "所在的各项合计都不成立：可能误读，也可能原件印错",
    ),
    _C.SUM_DIFFERS: Words(_SUM_EN, _SUM_ZH),
    _C.SUM_WANTS: Words(f"{_SUM_EN}; with {{wanted}} it would", f"{_SUM_ZH}；若为 {{wanted}} 则成立"),
    _C.ABOVE_BOUND: Words(
        "more than the other values of its sums leave for it, which is {bound} at most",
        "超出所在合计中其他数值所能容许的范围：最多为 {bound}",
    ),
    _C.BELOW_BOUND: Words(
        "less than the other values of its sums need it to be, which is {bound} at least",
        "低于所在合计中其他数值所要求的范围：至少为 {bound}",
    ),
    _C.TEXT_DISAGREES: Words(
        "the text does not agree: {figure} is {given}, {place} is {value}",
        "与正文不一致：正文中 {figure} 为 {given}，{place} 为 {value}",
    ),
    _C.TABLE_MOSTLY_DOUBTFUL: Words(
        "most of its table or page was read doubtfully: what is plain elsewhere is not here",
        "所在的表或页大部分存疑：在别处可信的读法在此不可信",
    ),
    _C.NOT_VERIFIED: Words(
        "its sums were not checked: the check itself failed", "所在的合计未经核对：核对程序本身出错"
    ),
}
