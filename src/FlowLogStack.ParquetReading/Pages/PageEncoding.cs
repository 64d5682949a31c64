namespace FlowLogStack.Parquet;

/// <summary>Encodings of the values of a page, with the numbers of Parquet's specification.</summary>
enum PageEncoding
{
    /// <summary>The values one after another.</summary>
    Plain = 0,

    /// <summary>Indexes of a dictionary, as older writers name them.</summary>
    PlainDictionary = 2,

    /// <summary>Whole numbers as differences.</summary>
    Differences = 5,

    /// <summary>Text behind the differences of its lengths.</summary>
    DifferencesOfLengths = 6,

    /// <summary>Text without the beginning that it has in common with the value before.</summary>
    CommonBeginnings = 7,

    /// <summary>Indexes of a dictionary.</summary>
    Dictionary = 8,

    /// <summary>The first byte of each value, then the second one, and so on.</summary>
    SplitBytes = 9,
}
