"""Names that PDF itself gives to its parts. Any other was given by a person or a program, and is read like text."""

import re

USUAL = frozenset(
    """
    Action Annot Annots ArtBox Artifact Ascent Attached Author AvgWidth BBox BaseEncoding BaseFont BaseState
    BitsPerComponent BitsPerSample BlackPoint BleedBox Border Bounds CIDFontType0 CIDFontType0C CIDFontType2 CIDSet
    CIDSystemInfo CIDToGIDMap CalGray CalRGB CapHeight Caption Catalog CharProcs CharSet ClassMap ColSpan ColorSpace
    ColorTransform Colorants Colors Columns Contents Coords Count CreationDate Creator CropBox DCTDecode DecodeParms
    Decode DescendantFonts Descent Desc Dest Dests DeviceCMYK DeviceGray DeviceN DeviceRGB Differences DisplayDocTitle Div
    Document Domain EarlyChange EmbeddedFile EmbeddedFiles Encode Encoding EndOfLine Extend Extensions ExtGState
    ExtensionLevel Figure Filter First FirstChar FirstPage FitH FitR FitV Fit Flags FlateDecode Font FontBBox
    FontDescriptor FontFamily FontFile FontFile2 FontFile3 FontMatrix FontName FontStretch FontWeight Footer Form FormType
    Formula Function Functions FunctionType GoTo Group Header Headers Height HideMenubar ICCBased Identity Identity-H
    Identity-V Image ImageB ImageC ImageI ImageMask Index Indexed Info Intent Interpolate ItalicAngle JPXDecode JavaScript
    KIDS Keywords Kids LBody Lang Last LastChar LastPage Layout Lbl Leading Length Length1 Length2 Length3 Limits
    AFRelationship CheckSum Filespec Unspecified Source Data Supplement StructTreeRoot JPX Linearized Lab Link List Obj
    ObjStm ListNumbering Luminosity MMType1 MacRomanEncoding MarkInfo Marked Mask Matrix Matte MaxWidth MediaBox Metadata
    MissingWidth ModDate Multiply Name Names Next NextPage NonFullScreenPageMode NonStruct None Normal Note Nums OBJR
    OpenAction OpenType Order Ordering Outlines OutputIntents PDF PageLabels PageLayout PageMode Page Pages PaintType
    Param Params ParentTree ParentTreeNextKey Parent Part Pattern PatternType Perceptual Placement Predictor Prev PrevPage
    Private ProcSet Producer Properties Quote QuadPoints RGB Range Rect Reference Registry RelativeColorimetric Resources
    RoleMap Root Rotate RowSpan Rows Row Ruby RunLengthDecode SMask SMaskInData Saturation ScanLines Scope Sect Separation
    Shading ShadingType Shape Size Span StandardEncoding Start StemH StemV StructElem StructParent StructParents Style
    Subject Subtype Subtype2 Suspects Symbol TBody TFoot THead TOC TOCI TR2 Table Tabs Text TextAlign TilingType Title
    ToUnicode Transparency Trapped TrimBox TrueType Type Type0 Type1 Type1C Type3 URI UseNone UseOutlines UserUnit Version
    ViewerPreferences WMode Warichu WhitePoint Width Widths WinAnsiEncoding XHeight XML XObject XRef XRefStm XStep XYZ
    YStep ZapfDingbats True False All Alternate Background BackColour Black Block Both Center Color Column Cyan Darken
    Decimal Default Disc End Even Gamma Inline Justify Lighten Magenta Middle Odd Overlay Screen SoftLight Square Yellow
    WP TH TD TR LI
    """.split()  # noqa: SIM905 - a list of words is read more easily so
)
# Signs of an alphabet, and numbers with a letter or two before them.
NUMBERED = re.compile(r"[A-Za-z]{0,3}[\d._-]*|(?:uni|u|glyph|cid|image|img|font)[\dA-Fa-f._-]+|[\d._-]+", re.IGNORECASE)
SUBSET = re.compile(r"^[A-Z]{6}\+")


def is_given(name: str) -> bool:
    """Whether somebody gave this name. Three letters and less say nothing, unless they are written as a name of a person is."""
    plain = SUBSET.sub("", name)
    return plain not in USUAL and not (NUMBERED.fullmatch(plain) and not re.fullmatch(r"[A-Z][a-z]{2}", plain))


def words_of(name: str) -> str:
    """A name without the six letters that mark part of a font, and with its words apart."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", SUBSET.sub("", name))
