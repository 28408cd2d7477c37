// A choice that one types to find. The card library offers a <datalist> here, which shows the code instead of
// the name of a preset choice and cannot be styled or read out well; Teams shows a list that narrows while one
// types. This is that list, as an ARIA combobox, on top of the library's own input.

const fold = (text) => text.toLocaleLowerCase("sv").trim();

export function filteredChoiceSet(AdaptiveCards) {
  return class FilteredChoiceSet extends AdaptiveCards.ChoiceSetInput {
    get isTyped() {
      return this.style === "filtered" && !this.isMultiSelect && !this.isDynamicTypeahead();
    }

    internalRender() {
      if (!this.isTyped) return super.internalRender();
      const input = document.createElement("input");
      input.type = "text";
      input.className = "ac-input ac-choiceSetInput-filtered";
      input.placeholder = this.placeholder ?? "Skriv för att söka";
      input.autocomplete = "off";
      for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"]]) {
        input.setAttribute(name, value);
      }
      const preset = this.choices.find((choice) => choice.value === this.defaultValue);
      input.value = preset?.title ?? this.defaultValue ?? "";
      this._textInput = input;
      this._list = document.createElement("ul");
      this._list.className = "choices";
      this._list.hidden = true;
      this._list.setAttribute("role", "listbox");
      this._listen(input);
      return input;
    }

    overrideInternalRender() {
      const element = super.overrideInternalRender();
      if (this._list) {
        this._list.id = `${this._textInput.id}-choices`;
        this._list.setAttribute("aria-label", "Förslag");
        this._textInput.setAttribute("aria-controls", this._list.id);
        this.inputControlContainerElement.classList.add("choices-around");
        this.inputControlContainerElement.append(this._list);
      }
      return element;
    }

    _listen(input) {
      // A click on a chosen name shows every choice again: the name would otherwise hide all the others.
      input.addEventListener("click", () => this._open(""));
      input.addEventListener("focus", () => input.select());
      input.addEventListener("input", () => {
        this._open(input.value);
        this.valueChanged();
      });
      input.addEventListener("keydown", (event) => this._key(event));
      input.addEventListener("blur", () => this._leave());
    }

    _key(event) {
      const open = !this._list.hidden;
      const options = [...this._list.querySelectorAll("[role=option]")];
      const at = options.indexOf(this._active);
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (!open) return this._open("");
        const step = event.key === "ArrowDown" ? 1 : -1;
        this._activate(options[(at + step + options.length) % options.length] ?? options[0]);
      } else if (event.key === "Enter" && open) {
        event.preventDefault();
        if (this._active) this._choose(this._active.dataset.title);
      } else if (event.key === "Escape" && open) {
        event.stopPropagation();
        this._close();
      }
      return undefined;
    }

    _open(filter) {
      const wanted = fold(filter);
      const matches = this.choices.filter((choice) => fold(choice.title ?? "").includes(wanted));
      this._list.replaceChildren(...matches.map((choice, index) => this._option(choice, index)));
      if (!matches.length) this._list.append(nothingFound());
      this._list.hidden = false;
      this._textInput.setAttribute("aria-expanded", "true");
      const options = this._list.querySelectorAll("[role=option]");
      const present = [...options].find((option) => option.dataset.title === this._textInput.value);
      this._activate(present ?? (wanted ? options[0] : undefined));
      this._list.scrollIntoView({ block: "nearest" });
    }

    _option(choice, index) {
      const option = document.createElement("li");
      option.id = `${this._list.id}-${index}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", String(choice.title === this._textInput.value));
      option.dataset.title = choice.title;
      option.textContent = choice.title;
      // Pressing the mouse would take the focus from the input, and close the list before the click.
      option.addEventListener("mousedown", (event) => event.preventDefault());
      option.addEventListener("click", () => this._choose(choice.title));
      return option;
    }

    _activate(option) {
      this._active?.classList.remove("active");
      this._active = option;
      option?.classList.add("active");
      option?.scrollIntoView({ block: "nearest" });
      if (option) this._textInput.setAttribute("aria-activedescendant", option.id);
      else this._textInput.removeAttribute("aria-activedescendant");
    }

    _choose(title) {
      this._textInput.value = title;
      this._close();
      this.valueChanged();
    }

    _leave() {
      // What was typed counts as the choice that is called exactly so, whatever its capital letters.
      const typed = this.choices.find((choice) => fold(choice.title ?? "") === fold(this._textInput.value));
      if (typed) this._textInput.value = typed.title;
      this._close();
    }

    _close() {
      this._list.hidden = true;
      this._activate(undefined);
      this._textInput.setAttribute("aria-expanded", "false");
    }
  };
}

function nothingFound() {
  const row = document.createElement("li");
  row.className = "nothing";
  row.textContent = "Ingen träff";
  return row;
}
