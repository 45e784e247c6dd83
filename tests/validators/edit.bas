REM What the tests do to a document in LibreOffice.

Function Opened(url As String) As Object
  Dim arguments(0) As New com.sun.star.beans.PropertyValue
  arguments(0).Name = "Hidden"
  arguments(0).Value = True
  Opened = StarDesktop.loadComponentFromURL(url, "_blank", 0, arguments())
End Function

Sub Saved(doc As Object, url As String)
  Dim arguments(0) As New com.sun.star.beans.PropertyValue
  arguments(0).Name = "FilterName"
  arguments(0).Value = "MS Word 2007 XML"
  doc.storeToURL(url, arguments())
  doc.close(True)
  StarDesktop.terminate()
End Sub

Function Found(doc As Object, words As String) As Object
  Dim search : search = doc.createSearchDescriptor()
  search.SearchString = words
  search.SearchCaseSensitive = True
  Found = doc.findFirst(search)
End Function

Sub ReplaceWords(doc As Object, words As String, other As String)
  Dim range : range = Found(doc, words)
  range.setString(other)
End Sub

Sub InsertAfter(doc As Object, words As String, paragraph As String)
  Dim cursor : cursor = doc.Text.createTextCursorByRange(Found(doc, words).End)
  cursor.gotoEndOfParagraph(False)
  doc.Text.insertControlCharacter(cursor, com.sun.star.text.ControlCharacter.PARAGRAPH_BREAK, False)
  doc.Text.insertString(cursor, paragraph, False)
End Sub

Sub RemoveParagraph(doc As Object, words As String)
  Dim cursor : cursor = doc.Text.createTextCursorByRange(Found(doc, words).Start)
  cursor.gotoStartOfParagraph(False)
  cursor.gotoNextParagraph(True)
  cursor.setString("")
End Sub
